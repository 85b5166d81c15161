// A step that the case leaves open and that is closed to the reader alone: the button is there, off, and why stands beside it.
import { useId } from "react";
import { Button } from "antd";
import { useSay } from "../../ui/say";
import type { BarredStep } from "../case/case_model";

export function BarredLine({ step }: { step: BarredStep }) {
  const say = useSay();
  const id = useId();
  return (
    <div className="line">
      <Button disabled aria-describedby={id}>
        {say.sentence(step.words)}
      </Button>
      <span className="small quiet" id={id}>
        {say.sentence(step.why)}
      </span>
    </div>
  );
}

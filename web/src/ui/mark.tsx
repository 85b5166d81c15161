// The sign of the house: a gate over two waves.
export function Mark() {
  return <img src="/icon.svg" width="28" height="28" alt="" />;
}

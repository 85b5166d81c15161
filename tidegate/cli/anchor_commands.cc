#include "tidegate/cli/anchor_commands.h"

#include "tidegate/cli/say.h"
#include "tidegate/gate/evidence/anchors.h"

namespace tidegate::cli {
namespace {

AnchorAddRequest request_of(const Arguments& a) {
  AnchorAddRequest r;
  r.place = {a.value("--log"), a.value("--passphrase-file")};
  r.kind = a.value("--kind");
  r.url = a.value("--url");
  r.ca_file = a.value("--ca");
  r.allows_plain = a.has("--plain");
  r.chain_id = a.value("--chain-id");
  r.contract = a.value("--contract");
  r.finality = a.value("--finality");
  r.gas_price = a.value("--gas-price");
  r.tsa_ca = a.value("--tsa-ca");
  r.policy = a.value("--policy");
  r.command = a.values("--command");
  r.every_s = a.value("--every");
  r.wait_s = a.value("--wait");
  return r;
}

}  // namespace

int run_anchor(const Call& call) {
  const Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  if (a.positional.size() != (a.command->positional.empty() ? 0U : 1U))
    return wrong_count(call, a.command->positional);
  const Lang lang = call.look.lang;
  AnchorAddRequest request = request_of(a);
  if (name == "anchor keygen")
    return show(anchor_keygen({request.place, a.value("--from")}, call.json, call.look, call.options), lang);
  if (name == "anchor deploy") return show(anchor_deploy(request, call.json, call.look, call.options), lang);
  if (name == "anchor run")
    return show(anchor_run(request.place, request.wait_s, call.json, call.look, call.options), lang);
  if (name == "anchor status")
    return show(anchor_status(request.place, call.json, call.look, call.options), lang);
  if (name == "anchor forget")
    return show(anchor_forget(request.place, a.positional[0], call.json, call.look, call.options), lang);
  if (name == "anchor remove")
    return show(anchor_remove(request.place, a.positional[0], call.json, call.look, call.options), lang);
  request.name = a.positional[0];
  return show(anchor_add(request, call.json, call.look, call.options), lang);
}

}  // namespace tidegate::cli

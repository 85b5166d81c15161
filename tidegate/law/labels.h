// The pack's words for every code that an opinion names.
#pragma once

#include "tidegate/law/pack.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

// Fills opinion.labels: sorted by code, each once. A code that the pack has no words for is left out.
void label(const RulePack& pack, Opinion& opinion);

}  // namespace tidegate::law

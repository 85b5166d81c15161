#include "tidegate/terms/transfer.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

TEST(RowName, NamesTheItemsOfARowAndElseItsPlace) {
  Transfer t;
  t.items.resize(3);
  t.items[0].name = "name";
  t.items[0].row = 1;
  t.items[1].name = "phone";
  t.items[1].row = 1;
  t.items[2].row = 0;
  EXPECT_EQ(row_name(t, 1), "name, phone");
  EXPECT_EQ(row_name(t, 0), "data[0]");
  EXPECT_EQ(row_name(t, 7), "data[7]");
  t.items[1].row.reset();
  EXPECT_EQ(row_name(t, 1), "name, phone");  // an item that points nowhere stands for its own place
}

TEST(FactsForRecipient, PutsTheRecipientsFactsOverTheFlows) {
  Transfer t;
  t.facts.flow.set("exporter.ciio", false);
  t.recipients.resize(2);
  t.recipients[1].facts.set("recipient.country", Symbol{"SG"});
  EXPECT_EQ(facts_for_recipient(t, 0), t.facts);
  EXPECT_EQ(*facts_for_recipient(t, 1).flow.find("recipient.country"), FactValue(Symbol{"SG"}));
  EXPECT_EQ(*facts_for_recipient(t, 1).flow.find("exporter.ciio"), FactValue(false));
  EXPECT_EQ(facts_for_recipient(t, 2), t.facts);
}

}  // namespace
}  // namespace tidegate

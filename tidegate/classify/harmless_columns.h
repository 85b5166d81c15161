// Which columns can hold nothing sensitive about a person who stands in the same row.
#pragma once

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/column_model.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

// profile  the verdict on the column. True where its values prove a type whose class no header changes (an
//          address, a telephone number) and no cell tells more ("王伟（HIV阳性）"), where the vocabulary
//          reads the type of a person in the whole header (sex, age, school), or where it knows the whole
//          header as harmless ("下单日期", "order_qty"); and neither its header nor any value tells of
//          health, crime, belief, party or orientation. A neutral header ("状态", "type") is harmless where
//          every sampled value is a harmless word ("已发货"). Everything else may be sensitive: a date of
//          nobody knows what is a date of surgery.
bool is_harmless(const ColumnFeatures& features, const ColumnProfile& profile, const ColumnModel& model);

}  // namespace tidegate

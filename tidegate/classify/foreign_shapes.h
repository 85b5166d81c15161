// Names and addresses as other countries write them: Japanese, Korean, German, and as airlines do.
#pragma once

#include "tidegate/classify/cell_shapes.h"

namespace tidegate {

// "田中 大輔", "高橋 さくら" parted by a space, or unparted behind a known surname.
bool is_name_ja(const CellView& cell, bool has_surname);
// "タナカ ダイスケ": a reading in kana, two words.
bool is_name_kana(const CellView& cell);
// "김민서": three syllables, two or four at the edges, behind one of the surnames.
bool is_name_ko(const CellView& cell);
// "ZHU/MIN", "SMITH/JOHN MR": surname, slash, given names, all capitals.
bool is_name_airline(const CellView& cell);

bool is_address_ja(const CellView& cell);
bool is_address_ko(const CellView& cell);
// "Lindenstraße 5, 80331 München", "Hauptstr. 12": a street's ending and a house number.
bool is_address_de(const CellView& cell);

// A number with a currency behind it: "354,500원", "25,500円", "99 EUR".
bool is_money_with_unit(const CellView& cell);

}  // namespace tidegate

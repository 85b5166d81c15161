// Columns of a person's row that are about somebody who serves, sells to, treats, teaches or enters them: the
// doctor of a patient, the manager of a customer, whoever created the row.
#pragma once

#include <cstdint>
#include <string_view>

namespace tidegate {

// Parties above those of other_party and of counterparts.
inline constexpr std::uint8_t kFirstWorker = 60;
inline constexpr std::uint8_t kLastWorker = 99;
// An employee without a nearer word ("工号", "员工手机"): another than the row's own only where the row says
// that its own is a customer, a patient, a pupil.
inline constexpr std::uint8_t kEmployee = kFirstWorker;
// A member of the family or of the same party of travellers, who may be a child.
inline constexpr std::uint8_t kCompanion = 61;

// Which of them a header speaks of, the same number for the same work; 0: none. "driver_license_no" is of no
// driver.
std::uint8_t worker_party(std::string_view header);

// Whether a header says that its person is served: "客户手机", "patient_id".
bool names_served(std::string_view header);

}  // namespace tidegate

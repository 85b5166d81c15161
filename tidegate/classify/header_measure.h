// The unit that a header states, as what it measures: "进水流量(m3/h)" a flow, "pack_kwh" an energy.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

enum class Measure : std::uint8_t {
  kNone,
  kTemperature,
  kPressure,
  kPower,
  kEnergy,
  kElectric,  // volts, amperes, hertz
  kMass,
  kVolume,
  kFlow,  // anything a time: m3/h, t/d, vehicles an hour
  kSpeed,
  kLength,
  kArea,
  kAngle,
  kContent,  // of one thing in another: mg/L, g/t, ppm
  kShare,    // percent
  kMoney,
  kTime,
  kCount,  // persons, pieces, times
};
// In the order of Measure.
inline constexpr std::array<std::string_view, 18> kMeasureNames{
    "none",  "temperature", "pressure", "power", "energy",  "electric", "mass",  "volume", "flow",
    "speed", "length",      "area",     "angle", "content", "share",    "money", "time",   "count"};

// unit  one unit as written, in any case: "MPa", "万吨", "m³/d", "kgce/t"; anything else is kNone.
Measure measure_of(std::string_view unit);

bool is_physical(Measure measure);  // neither a share nor money, time or a count

// How many units of a header stand at its end as a unit of measure, {焦, 比, kg, t}: 2; something is left
// before them. 0 and kNone when none do.
std::size_t measure_suffix(const std::vector<std::string>& units, Measure& measure);

}  // namespace tidegate

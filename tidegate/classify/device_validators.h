// Names of machines and of the subscriptions in them. Each takes one whole value, trimmed, half-width.
#pragma once

#include <string_view>

#include "tidegate/classify/fit.h"

namespace tidegate {

Fit fits_ipv4(std::string_view s);  // also with /prefix or :port
Fit fits_ipv6(std::string_view s);  // RFC 4291, with :: and an IPv4 tail; /prefix
Fit fits_mac(std::string_view s);   // six pairs with : or -, or three groups of four with dots
Fit fits_imei(std::string_view s);  // 3GPP TS 23.003: 15 digits, Luhn, reporting body of GSMA
Fit fits_imsi(std::string_view s);  // ITU-T E.212: China's networks are valid, others have the shape
Fit fits_iccid(
    std::string_view s);  // ITU-T E.118: 89, country, 19 or 20 digits; China's 20th is not a check digit
Fit fits_uuid(std::string_view s);  // 8-4-4-4-12

}  // namespace tidegate

#include "domain/values/zone.hpp"

namespace myatlas::domain {

Zone zone_of(std::string_view postcode)
{
  const std::string_view department = postcode.substr(0, 2);
  const bool is_alsace_moselle = department == "57" || department == "67" || department == "68";
  return is_alsace_moselle ? Zone::alsace_moselle : Zone::france;
}

const char* to_text(Zone zone)
{
  return zone == Zone::france ? "france" : "alsace_moselle";
}

} // namespace myatlas::domain

#include "domain/values/zone.hpp"

namespace myatlas::domain {

namespace {

bool is_in_alsace_moselle(std::string_view department)
{
  return department == "57" || department == "67" || department == "68";
}

} // namespace

Zone zone_of(std::string_view postcode)
{
  return is_in_alsace_moselle(postcode.substr(0, 2)) ? Zone::alsace_moselle : Zone::france;
}

const char* to_text(Zone zone)
{
  return zone == Zone::france ? "france" : "alsace_moselle";
}

} // namespace myatlas::domain

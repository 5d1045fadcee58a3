#pragma once

#include <cstdint>
#include <string_view>

namespace myatlas::domain {

// The zone of an establishment: its own, whatever the head office (L6241-1-1 II).
enum class Zone : std::uint8_t
{
  france,
  alsace_moselle, // Bas-Rhin, Haut-Rhin, Moselle
};

Zone zone_of(std::string_view
               postcode); // by its department: 57, 67 and 68; the rest of France when it is empty

const char* to_text(Zone zone);

} // namespace myatlas::domain

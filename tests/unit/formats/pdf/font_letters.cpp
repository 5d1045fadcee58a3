#include <doctest/doctest.h>

#include "formats/pdf/font_letters.hpp"
#include "util/file.hpp"

using namespace myatlas;

TEST_CASE("a font tells which letters it has")
{
  const auto file = util::read_file("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 16 << 20);
  REQUIRE(file);
  const formats::FontLetters letters(*file);
  for (const char32_t point : {U'A', U'é', U'ễ', U'Ł', U'Ș', U'И', U'№', U'≥', U'\u202F'}) {
    CAPTURE(static_cast<std::uint32_t>(point));
    CHECK(letters.has(point));
  }
  for (const char32_t point : {U'王', U'🎓', char32_t{0xFFFF}}) {
    CHECK_FALSE(letters.has(point));
  }
  CHECK_FALSE(formats::FontLetters("").has(U'A'));
  for (std::size_t size = 0; size < 2000; size += 7) { // cut anywhere, it is read as far as it goes
    CHECK_FALSE(formats::FontLetters(std::string_view(*file).substr(0, size)).has(U'A'));
  }
}

#include <doctest/doctest.h>

#include "formats/text/encoding.hpp"
#include "formats/text/text_source.hpp"
#include "unit/formats/file_in_memory.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("encodings are found out, and written back")
{
  CHECK(TextSource::open(file_with("h\n\xE9\n"), "t", {})->inspection().encoding ==
        Encoding::windows_1252);
  CHECK(TextSource::open(file_with("h\né\n"), "t", {})->inspection().encoding == Encoding::utf_8);
  CHECK(TextSource::open(file_with(std::string_view("\xFF\xFEh\0", 4)), "t", {})
          ->inspection()
          .encoding == Encoding::utf_16le);
  std::string decoded;
  Decoder(Encoding::windows_1252).decode("\x80\xE9\x9C", decoded);
  CHECK(decoded == "€éœ");
  CHECK(encode(decoded, Encoding::windows_1252) == "\x80\xE9\x9C");
  decoded.clear();
  Decoder(Encoding::iso_8859_15).decode("\xA4\xBD", decoded);
  CHECK(decoded == "€œ");
  Decoder wide(Encoding::utf_16le);
  decoded.clear();
  wide.decode(std::string_view("\x3D\xD8\x00", 3), decoded); // a pair cut between blocks
  wide.decode(std::string_view("\xDE"
                               "e\0",
                               3),
              decoded);
  CHECK(decoded == "\xF0\x9F\x98\x80"
                   "e");
  CHECK(encode("é", Encoding::utf_16be) == std::string_view("\0\xE9", 2));
}

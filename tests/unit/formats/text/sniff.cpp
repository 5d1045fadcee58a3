#include <doctest/doctest.h>

#include "formats/text/encoding.hpp"
#include "formats/text/sniff.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("a workbook with a password is called one")
{
  std::string container = "\xD0\xCF\x11\xE0" + std::string(700, '\0');
  CHECK(foreign_file(container, "f")->code == "file.old_workbook");
  for (const char c : std::string_view("EncryptedPackage")) {
    container += {c, '\0'};
  }
  CHECK(foreign_file(container, "f")->code == "file.locked_workbook");
}

TEST_CASE("an encoding is told by the words it makes")
{
  const auto in = [](const char* text, Encoding encoding) { return encode(text, encoding); };
  for (const char* text : {"Café de Mérignac\n", "SOCIÉTÉ DE CONSEIL À ORLÉANS\n",
                           "Hélène, où êtes-vous ? Noël à Béziers, maïs\n", "Élodie\n"}) {
    for (const Encoding encoding : {Encoding::windows_1252, Encoding::mac_roman, Encoding::cp850}) {
      CAPTURE(text);
      CAPTURE(to_text(encoding));
      CHECK(guess_french(in(text, encoding)) == encoding);
    }
  }
  CHECK(guess_french(in("L’œuvre « complète » – 5 €\n", Encoding::windows_1252)) ==
        Encoding::windows_1252);
  CHECK(guess_french("100 \x80\n") == Encoding::windows_1252);
}

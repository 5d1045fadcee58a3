#include "texts/texts.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

#include <doctest/doctest.h>

using namespace myatlas;
using namespace myatlas::texts;

namespace {

std::string bytes_of(std::size_t value)
{
  const auto narrow = static_cast<std::uint32_t>(value);
  std::string bytes(sizeof narrow, '\0');
  std::memcpy(bytes.data(), &narrow, sizeof narrow);
  return bytes;
}

// A catalogue as msgfmt makes it.
std::string compiled(const std::map<std::string, std::string>& translations)
{
  constexpr std::size_t k_header = 28;
  const std::size_t count = translations.size();
  std::string originals, translated, texts;
  std::size_t at = k_header + 16 * count;
  for (const bool first : {true, false}) {
    for (const auto& [english, french] : translations) {
      const std::string& text = first ? english : french;
      (first ? originals : translated) += bytes_of(text.size()) + bytes_of(at + texts.size());
      texts += text + '\0';
    }
  }
  return bytes_of(0x950412de) + bytes_of(0) + bytes_of(count) + bytes_of(k_header) +
         bytes_of(k_header + 8 * count) + bytes_of(0) + bytes_of(0) + originals + translated +
         texts;
}

// A folder of catalogues for as long as this lives.
class Catalogue
{
public:
  explicit Catalogue(const std::map<std::string, std::string>& translations)
  {
    char name[] = "/tmp/myatlas-texts.XXXXXX";
    m_path = ::mkdtemp(name);
    std::filesystem::create_directories(m_path / "fr/LC_MESSAGES");
    std::ofstream(m_path / "fr/LC_MESSAGES/myatlas.mo") << compiled(translations);
  }
  ~Catalogue() { std::filesystem::remove_all(m_path); }
  std::string path() const { return m_path.string(); }

private:
  std::filesystem::path m_path;
};

const std::map<std::string, std::string> k_french = {
  {",", " "},
  {".", ","},
  {"{0}-{1}-{2}", "{2}/{1}/{0}"},
  {"Paid: €{0}", "Payé : {0} €"},
  {"Wrong: {0}", "Faux : {5}"},
};

} // namespace

TEST_CASE("a language is a value: two of them are in use at once")
{
  const Catalogue folder(k_french);
  const Texts french("fr", folder.path()), english = french.in("en");
  CHECK(french.trf("Paid: €{0}", as_amount("1801.80")) == "Payé : 1 801,80 €");
  CHECK(english.trf("Paid: €{0}", as_amount("1801.80")) == "Paid: €1,801.80");
  CHECK(Texts().in("fr").trf("Paid: €{0}", as_amount("1.00")) == "Paid: €1.00"); // no folder
  CHECK(Texts("fr", "/nowhere").tr("Paid: €{0}") == std::string("Paid: €{0}"));
  CHECK(french.trf("Wrong: {0}", "x") == "Wrong: x"); // a field that is not there
  CHECK(french.language() == "fr");
}

TEST_CASE("an argument is told by what it is, not by its form")
{
  const Texts texts;
  CHECK(texts.trf("{0}", "1801.80") == "1801.80");
  CHECK(texts.trf("{0}", 12345) == "12345");
  CHECK(texts.trf("{0} rows", as_count(12345)) == "12,345 rows");
  CHECK(texts.told({Arg::decimal, "13.50"}) == "13.5");
  CHECK(texts.told({Arg::decimal, "14.00"}) == "14");
  CHECK(texts.told({Arg::state, "ENGAGE"}) == "Accepted (ENGAGE)");
  CHECK(texts.told({Arg::states, "quote, cerfa"}) == "quote, cerfa");
  CHECK(texts.told({Arg::branch, "conventional (IDCC 1486)"}) ==
        "Contribution of the branch (IDCC 1486)");
  const Catalogue folder(k_french);
  const Texts french("fr", folder.path());
  CHECK(french.trf("{0}", as_date("2026-03-02")) == "02/03/2026");
  CHECK(french.trf("{0}", "2026-03-02") == "2026-03-02");
  for (const Arg kind : {Arg::amount, Arg::decimal, Arg::count, Arg::date, Arg::state}) {
    CHECK(french.told({kind, "…"}) == "…"); // as the manual shows the fields
  }
}

// How the kinds of files are called.
#include "formats/tables/column_spec.hpp"

#include <string>
#include <utility>
#include <vector>

#include "domain/values/names.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr domain::NamedValue<FileKind> k_kinds[] = {
  {"companies", FileKind::companies},       {"establishments", FileKind::establishments},
  {"employees", FileKind::employees},       {"requests", FileKind::requests},
  {"contracts", FileKind::contracts},       {"invoices", FileKind::invoices},
  {"payrolls", FileKind::payrolls},         {"certifications", FileKind::certifications},
  {"clients", FileKind::clients},           {"access", FileKind::access},
  {"declarations", FileKind::declarations}, {"payments", FileKind::payments}};
static_assert(
  domain::has_all_before<k_kinds, &domain::NamedValue<FileKind>::value, FileKind::employers>());

// What French speakers call the kinds, folded.
constexpr std::pair<std::string_view, const char*> k_french_kinds[] = {
  {"entreprises", "companies"},
  {"etablissements", "establishments"},
  {"societes", "companies"},
  {"salaries", "employees"},
  {"employeurs", "employers"}, // of template
  {"demandes", "requests"},
  {"dossiers", "requests"},
  {"contrats", "contracts"},
  {"factures", "invoices"},
  {"masses_salariales", "payrolls"},
  {"paies", "payrolls"},
  {"acces", "access"},
  {"paiements", "payments"},
  {"reglements", "payments"},
};

std::vector<std::string> names_of_kinds()
{
  return util::mapped(k_kinds, [](const auto& kind) { return std::string(kind.name); });
}

// The kind that was likely meant: by its French name, or by one that is spelled much alike. Empty:
// nobody knows.
std::string near_kind(std::string_view text)
{
  const std::string word = util::fold(text);
  for (const auto& [french, kind] : k_french_kinds) {
    if (word == french || word + "s" == french) {
      return kind;
    }
  }
  return util::nearest(word, names_of_kinds());
}

} // namespace

const char* to_text(FileKind kind)
{
  return kind == FileKind::employers ? "employers" : domain::name_of(k_kinds, kind);
}

util::Result<FileKind> parse_file_kind(std::string_view text)
{
  util::Result<FileKind> kind = domain::value_of(k_kinds, text, "import.kind");
  const std::string near = kind ? "" : near_kind(text);
  if (near.empty()) {
    return kind;
  }
  return util::Error{"import.kind_nearest", {std::string(text), near}};
}

} // namespace myatlas::formats

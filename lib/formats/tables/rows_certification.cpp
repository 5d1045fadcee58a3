// Rows of the table of certifications, as France compétences publishes it or as an operator writes
// it.
#include "formats/tables/rows.hpp"

#include "util/text.hpp"

namespace myatlas::formats {

// "ACTIVE" and "INACTIVE", "Oui" and "Non".
bool RowReader::is_active(std::size_t column)
{
  const std::string word = util::to_lower(cell(column));
  if (word == "active" || word == "inactive" || word == "actif" || word == "inactif") {
    return word.starts_with("act");
  }
  return word.empty() || yes(column);
}

std::optional<domain::Certification> RowReader::certification(const CsvRecord& record,
                                                              RowProblems& problems)
{
  if (!start(record, problems)) {
    return std::nullopt;
  }
  require(k_cer_code);
  const std::string_view code = cell(k_cer_code); // digits alone are of the RNCP
  const std::string full = (util::is_digits(code) ? "RNCP" : "") + std::string(code);
  const auto parsed = code.empty() ? std::nullopt : take(k_cer_code, domain::RncpCode::parse(full));
  const std::string_view title = text(k_cer_title);
  const auto starts = date(k_cer_starts), ends = date(k_cer_ends);
  if (starts && ends && *ends < *starts) {
    problem(k_cer_ends, {"certification.order", {starts->text(), ends->text()}});
  }
  const bool active = is_active(k_cer_active);
  const auto apprenticeship =
    present(k_cer_apprenticeship) ? std::optional(yes(k_cer_apprenticeship)) : std::nullopt;
  return parsed ? std::optional(domain::Certification{*parsed, std::string(title), starts, ends,
                                                      active, apprenticeship})
                : std::nullopt;
}

} // namespace myatlas::formats

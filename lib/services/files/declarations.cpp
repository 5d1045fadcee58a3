#include "services/contributions/declarations.hpp"

#include "domain/contributions/employer_form.hpp"
#include "services/companies/companies.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/files/told.hpp"

namespace myatlas::services {

namespace {

constexpr ColumnOfMember k_declaration_columns[] = {
  {"year", formats::k_dec_year},
  {"payroll", formats::k_dec_total},
  {"cdd_payroll", formats::k_dec_fixed_term},
  {"cdd_exempt_payroll", formats::k_dec_fixed_term_exempt},
  {"apprentice_payroll", formats::k_dec_apprentices},
  {"alsace_moselle_payroll", formats::k_dec_alsace_moselle},
  {"headcount", formats::k_dec_headcount},
  {"alternants_ratio", formats::k_dec_ratio},
  {"alternants", formats::k_dec_alternants},
  {"idcc", formats::k_dec_idcc},
  {"voluntary", formats::k_dec_voluntary},
  {"SIREN", formats::k_dec_company},
  {"company", formats::k_dec_company},
};

// Declarations of the companies of an account: what a row leaves out is what the store knows.
class DeclarationLoader final : public RowLoader
{
public:
  explicit DeclarationLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks), m_rates(*setup.rates),
      m_as(setup.declare_as), m_rows(formats::FileKind::declarations, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const formats::DeclarationRow row = m_rows.declaration(record, problems);
    if (!problems.errors.empty()) {
      return;
    }
    const std::string key = company_key(m_context, row.company) + " " + row.form.year;
    if (m_seen.add(key, record.line)) {
      problems.errors.push_back(duplicate_of(formats::k_dec_company, key, m_seen.line()));
      return;
    }
    if (m_cross_checks == CrossChecks::none || pass == Pass::check) {
      ++m_counts.created;
      return;
    }
    const util::Result<Declared> declared =
      declare_in(m_context, m_rates, {row.company, row.also}, row.form, row.voluntary, m_as);
    if (!declared &&
        owes_nothing(declared.errors())) { // one of many in a portfolio: it is no fault of its row
      problems.warnings.push_back({formats::k_absent, declared.error().args[0], declared.error()});
      return;
    }
    if (!declared) {
      tell(declared.errors(), k_declaration_columns, problems.errors);
      return;
    }
    m_counts.created += declared->is_new ? 1 : 0;
    m_counts.updated += !declared->is_new && !declared->is_same ? 1 : 0;
    if (declared->draft) {
      problems.warnings.push_back({formats::k_absent,
                                   declared->declaration.number,
                                   {"declaration.draft_differs",
                                    {declared->declaration.number, declared->draft->text(),
                                     declared->declaration.total.text()}}});
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  // Nothing is owed, and nothing of that year stands in the store that would have to be put right.
  bool owes_nothing(const util::Errors& errors) const
  {
    const bool nothing = errors.size() == 1 && errors.front().code == "declaration.nothing";
    const auto siren = nothing ? domain::Siren::parse(errors.front().args[0])
                               : util::Result<domain::Siren>(util::Errors{});
    const auto year =
      nothing ? domain::parse_year(errors.front().args[1]) : util::Result<int>(util::Errors{});
    return siren && year && !m_context.store.declarations().find(*siren, *year);
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  const domain::RateTable& m_rates;
  DeclareAs m_as;
  formats::RowReader m_rows;
  SeenTexts m_seen; // each company and year
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_declarations(const LoaderSetup& setup)
{
  return std::make_unique<DeclarationLoader>(setup);
}

} // namespace myatlas::services

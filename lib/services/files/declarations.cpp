#include "services/contributions/declarations.hpp"

#include "domain/contributions/employer_form.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/companies/companies.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/files/told.hpp"

namespace myatlas::services {

namespace {

using formats::DeclarationRow;
using enum formats::DeclarationColumn;
using formats::k_absent;

constexpr ColumnOfMember k_declaration_columns[] = {
  {"year", k_dec_year},
  {"payroll", k_dec_total},
  {"cdd_payroll", k_dec_fixed_term},
  {"cdd_exempt_payroll", k_dec_fixed_term_exempt},
  {"apprentice_payroll", k_dec_apprentices},
  {"alsace_moselle_payroll", k_dec_alsace_moselle},
  {"headcount", k_dec_headcount},
  {"alternants_ratio", k_dec_ratio},
  {"alternants", k_dec_alternants},
  {"idcc", k_dec_idcc},
  {"voluntary", k_dec_voluntary},
  {"SIREN", k_dec_company},
  {"company", k_dec_company},
  {"reference", k_dec_reference},
};

// Declarations of the companies of an account: what a row leaves out is what the store knows.
class DeclarationLoader final : public RowLoader
{
public:
  explicit DeclarationLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks), m_rates(*setup.rates),
      m_as(setup.declare_as), m_rows(FileKind::declarations, setup.header, setup.options)
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const DeclarationRow row = m_rows.declaration(record, problems);
    if (problems.accepts() && !is_repeated(row, record.line, problems)) {
      take(row, problems, pass);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  bool is_repeated(const DeclarationRow& row, std::uint64_t line, RowProblems& problems)
  {
    return refuse_if_seen(m_seen, {k_dec_company, key_of(row), line}, problems);
  }

  std::string key_of(const DeclarationRow& row) const
  {
    return company_key(m_context, row.company) + " " + row.form.year;
  }

  // Against the file: the store is neither asked nor written.
  bool is_checked_alone(Pass pass) const
  {
    return m_cross_checks == CrossChecks::none || pass == Pass::check;
  }

  void take(const DeclarationRow& row, RowProblems& problems, Pass pass)
  {
    if (is_checked_alone(pass)) {
      ++m_counts.created;
    } else {
      declare(row, problems);
    }
  }

  void declare(const DeclarationRow& row, RowProblems& problems)
  {
    if (const Result<Declared> declared = declared_by(row)) {
      count(*declared);
      tell_other_draft(*declared, problems);
    } else {
      tell_why_not(declared.errors(), problems);
    }
  }

  Result<Declared> declared_by(const DeclarationRow& row) const
  {
    return declare_in(m_context, m_rates, {row.company, row.also}, row.form, row.voluntary, m_as,
                      row.reference);
  }

  void count(const Declared& declared)
  {
    m_counts.created += declared.is_new ? 1 : 0;
    m_counts.updated += !declared.is_new && !declared.is_same ? 1 : 0;
  }

  static void tell_other_draft(const Declared& declared, RowProblems& problems)
  {
    if (declared.draft) {
      const domain::Declaration& now = declared.declaration;
      problems.warn(k_absent, now.number, differing(now, *declared.draft));
    }
  }

  static Error differing(const domain::Declaration& now, domain::Money draft)
  {
    return {"declaration.draft_differs", {now.number, draft.text(), now.total.text()}};
  }

  void tell_why_not(const Errors& errors, RowProblems& problems) const
  {
    if (owes_nothing(errors)) { // one of many in a portfolio: it is no fault of its row
      problems.warnings.push_back(problem_at(k_absent, errors.front()));
    } else {
      tell(errors, k_declaration_columns, problems.errors);
    }
  }

  // Nothing is owed, and nothing of that year stands in the store that would have to be put right.
  bool owes_nothing(const Errors& errors) const
  {
    const Error& first = errors.front();
    return errors.size() == 1 && first.code == "declaration.nothing" && !is_declared(first.args);
  }

  // Whether the store has one of the company and the year that an error tells; so it is taken to be
  // where they cannot be read.
  bool is_declared(const std::vector<std::string>& args) const
  {
    const Result<domain::Siren> siren = domain::Siren::parse(args[0]);
    const Result<int> year = domain::parse_year(args[1]);
    return !siren || !year || m_context.store.declarations().find(*siren, *year);
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

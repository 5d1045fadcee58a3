#include <algorithm>
#include <map>

#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/companies/companies.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/files/told.hpp"

namespace myatlas::services {

namespace {

using domain::CompanyForm;
using enum formats::ClientColumn;

constexpr ColumnOfMember k_client_columns[] = {{"member_code", k_cli_code},
                                               {"payroll", k_cli_payroll},
                                               {"payroll_year", k_cli_year},
                                               {"sirets", k_cli_siret}};

// Companies that the account takes on, each with its proof. A file tries a code once: what is wrong
// is counted when the file has been dealt with, whether it was written or not.
class ClientLoader final : public RowLoader
{
public:
  explicit ClientLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks),
      m_rows(FileKind::clients, setup.header, setup.options)
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const formats::ClientRow row = m_rows.client(record, problems);
    if (!problems.accepts()) {
      return;
    }
    check_repetition(row, record.line, problems);
    if (problems.accepts()) {
      take(row, record.line, problems, pass);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

  void closed() override
  {
    for (const auto& [code, tried] : m_tried) {
      if (tried.is_wrong) {
        count_try(m_context, code);
      }
    }
  }

private:
  struct Called
  {
    std::string reference;
    std::uint64_t line = 0;
  };

  struct Tried
  {
    std::string payroll, year;
    std::uint64_t line = 0;
    bool is_wrong = false;

    bool is_with(const CompanyForm& form) const
    {
      return payroll == form.payroll && year == form.payroll_year;
    }
  };

  // A client may stand in several rows, an establishment each; with one proof.
  void check_repetition(const formats::ClientRow& row, std::uint64_t line, RowProblems& problems)
  {
    if (!refuse_repeated(row.form, line, problems)) {
      check_proof(row.form, problems);
      check_reference(row, line, problems);
    }
  }

  // One a client, in whichever of its rows.
  void check_reference(const formats::ClientRow& row, std::uint64_t line, RowProblems& problems)
  {
    if (row.reference.empty()) {
      return;
    }
    const Called& before =
      m_called.try_emplace(row.form.member_code, Called{row.reference, line}).first->second;
    if (before.reference != row.reference) {
      problems.refuse(
        k_cli_reference, row.reference,
        {"client.reference_twice", {row.form.member_code, std::to_string(before.line)}});
    }
  }

  // Where an earlier row has one of its establishments, or all of them as this one.
  bool refuse_repeated(const CompanyForm& form, std::uint64_t line, RowProblems& problems)
  {
    return std::ranges::any_of(form.sirets,
                               [&](const std::string& siret) {
                                 return refuse_part(form.member_code, siret, line, problems);
                               }) ||
           (form.all_establishments && refuse_part(form.member_code, "", line, problems));
  }

  bool refuse_part(const std::string& code, const std::string& siret, std::uint64_t line,
                   RowProblems& problems)
  {
    return refuse_if_seen(m_seen, {k_cli_code, code + " " + siret, line, code}, problems);
  }

  void check_proof(const CompanyForm& form, RowProblems& problems) const
  {
    const auto tried = m_tried.find(form.member_code);
    if (tried != m_tried.end() && !tried->second.is_with(form)) {
      tell_other_proof(form, tried->second.line, problems);
    }
  }

  static void tell_other_proof(const CompanyForm& form, std::uint64_t before, RowProblems& problems)
  {
    problems.refuse(k_cli_payroll, form.payroll,
                    {"client.payroll_twice", {form.member_code, std::to_string(before)}});
  }

  void take(const formats::ClientRow& row, std::uint64_t line, RowProblems& problems, Pass pass)
  {
    if (m_cross_checks == CrossChecks::none) {
      ++m_counts.created;
      return;
    }
    const auto company = proved(row.form, line, problems);
    if (company && is_to_write(problems, pass)) {
      write(*company, row.reference, problems);
    }
  }

  std::optional<ProvedCompany> proved(const CompanyForm& form, std::uint64_t line,
                                      RowProblems& problems)
  {
    Errors wrong;
    auto company = prove(form, tried_with(form, line), wrong);
    tell(wrong, k_client_columns, problems.errors);
    return company;
  }

  std::optional<ProvedCompany> prove(const CompanyForm& form, Tried& tried, Errors& wrong)
  {
    return prove_company(m_context, form, "", wrong,
                         [&](const Context&, const std::string&) { return tried.is_wrong = true; });
  }

  Tried& tried_with(const CompanyForm& form, std::uint64_t line)
  {
    return m_tried.emplace(form.member_code, Tried{form.payroll, form.payroll_year, line, false})
      .first->second;
  }

  void write(const ProvedCompany& company, const std::string& reference, RowProblems& problems)
  {
    const Result<AddedCompany> added =
      take_on(m_context, m_context.actor.account()->id, company, reference);
    if (added) {
      count(*added);
    } else {
      tell(added.errors(), k_client_columns, problems.errors);
    }
  }

  void count(const AddedCompany& added)
  {
    m_counts.created += added.is_new ? 1 : 0;
    const bool is_changed = added.establishments_added > 0 || added.is_renamed;
    m_counts.updated += !added.is_new && is_changed ? 1 : 0;
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  formats::RowReader m_rows;
  std::map<std::string, Tried> m_tried; // by member code
  std::map<std::string, Called> m_called;
  SeenTexts m_seen; // each code and SIRET
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_clients(const LoaderSetup& setup)
{
  return std::make_unique<ClientLoader>(setup);
}

} // namespace myatlas::services

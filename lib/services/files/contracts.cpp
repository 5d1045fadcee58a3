#include <map>

#include "formats/json/contract_json.hpp"
#include "formats/json/rates_json.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/files/loader.hpp"
#include "util/file.hpp"

namespace myatlas::services {

namespace {

// Apprenticeship contracts of a CFA: a row names a file beside its own or holds the contract
// itself. One that was sent before is known again by its dossier, or by its apprentice,
// establishment and first day.
class ContractLoader final : public RowLoader
{
public:
  explicit ContractLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_folder(setup.folder), m_cross_checks(setup.cross_checks),
      m_rows(formats::FileKind::contracts, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const formats::ContractRow row = m_rows.contract(record, problems);
    const std::size_t column = row.file.empty() ? formats::k_con_contract : formats::k_con_file;
    const auto values = problems.errors.empty() ? values_of(row, column, problems) : std::nullopt;
    if (!values) {
      return;
    }
    if (const auto seen = m_seen.emplace(domain::identity_of(*values), record.line); !seen.second) {
      problems.errors.push_back(duplicate_of(column, row.file, seen.first->second));
      return;
    }
    if (m_cross_checks == CrossChecks::none) {
      m_counts.created += 1;
      return;
    }
    util::Result<PreparedContract> prepared =
      prepare_contract(m_context, {*values, row.request}, formats::built_in_rates());
    if (!prepared) {
      tell(prepared.errors(), column, problems.errors);
      return;
    }
    tell(prepared->warnings, column, problems.warnings);
    if (pass == Pass::write && !prepared->unchanged) {
      (prepared->before ? m_counts.updated : m_counts.created) += 1;
      put_contract(m_context, *prepared);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  std::optional<domain::Contract::Values>
  values_of(const formats::ContractRow& row, std::size_t column, formats::RowProblems& problems)
  {
    const util::Result<std::string> text =
      row.file.empty() ? util::Result<std::string>(row.contract) : file_text(row.file);
    const util::Result<domain::Contract::Values> values =
      text ? formats::read_contract(*text) : util::Result<domain::Contract::Values>(text.errors());
    if (!values) {
      tell(values.errors(), column, problems.errors);
      return std::nullopt;
    }
    return *values;
  }

  util::Result<std::string> file_text(const std::string& name) const
  {
    if (m_folder.empty()) {
      return util::Error{"document.no_folder", {name}};
    }
    const util::Result<util::FileHandle> file = util::open_beneath(m_folder, name);
    return file ? util::read_whole(*file, name, formats::k_most_json_bytes)
                : util::Result<std::string>(file.errors());
  }

  // The member a problem is about stands in its value: a row has one cell for all of them.
  static void tell(const util::Errors& errors, std::size_t column,
                   std::vector<formats::CellProblem>& into)
  {
    for (const util::Error& error : errors) {
      into.push_back({error.where.column == "request" ? formats::k_con_request : column,
                      error.where.column, error});
    }
  }

  const Context& m_context;
  std::filesystem::path m_folder;
  CrossChecks m_cross_checks;
  formats::RowReader m_rows;
  std::map<std::string, std::uint64_t> m_seen; // the line of each
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_contracts(const LoaderSetup& setup)
{
  return std::make_unique<ContractLoader>(setup);
}

} // namespace myatlas::services

#include <map>

#include "formats/json/contract_json.hpp"
#include "formats/json/rates_json.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/files/loader.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::ContractRow;
using enum formats::ContractColumn;

// Apprenticeship contracts of a CFA: a row names a file beside its own or holds the contract
// itself. One that was sent before is known again by its dossier, or by its apprentice,
// establishment and first day.
class ContractLoader final : public RowLoader
{
public:
  explicit ContractLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_folder(setup.folder), m_cross_checks(setup.cross_checks),
      m_rows(FileKind::contracts, setup.header, setup.options)
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const ContractRow row = m_rows.contract(record, problems);
    const auto values = problems.accepts() ? values_of(row, problems) : std::nullopt;
    if (values && !is_repeated(row, *values, record.line, problems)) {
      take({*values, row.request}, column_of(row), problems, pass);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  using Values = domain::Contract::Values;

  // Where the row has its contract.
  static std::size_t column_of(const ContractRow& row)
  {
    return row.file.empty() ? k_con_contract : k_con_file;
  }

  std::optional<Values> values_of(const ContractRow& row, RowProblems& problems) const
  {
    const Result<Values> values = values_in(row);
    if (!values) {
      tell(values.errors(), column_of(row), problems.errors);
    }
    return values.as_optional();
  }

  Result<Values> values_in(const ContractRow& row) const
  {
    if (row.file.empty()) {
      return formats::read_contract(row.contract);
    }
    TRY_ASSIGN(const std::string text, file_text(row.file));
    return formats::read_contract(text);
  }

  Result<std::string> file_text(const std::string& name) const
  {
    if (m_folder.empty()) {
      return Error{"document.no_folder", {name}};
    }
    TRY_ASSIGN(const util::FileHandle file, util::open_beneath(m_folder, name));
    return util::read_whole(file, name, formats::k_most_json_bytes);
  }

  bool is_repeated(const ContractRow& row, const Values& values, std::uint64_t line,
                   RowProblems& problems)
  {
    const auto [seen, is_new] = m_seen.emplace(domain::identity_of(values), line);
    if (!is_new) {
      problems.refuse(duplicate_of(column_of(row), row.file, seen->second));
    }
    return !is_new;
  }

  void take(const ContractForm& form, std::size_t column, RowProblems& problems, Pass pass)
  {
    if (m_cross_checks == CrossChecks::none) {
      ++m_counts.created;
      return;
    }
    auto prepared = prepared_of(form, column, problems);
    if (prepared && pass == Pass::write && !prepared->unchanged) {
      write(*prepared);
    }
  }

  std::optional<PreparedContract> prepared_of(const ContractForm& form, std::size_t column,
                                              RowProblems& problems) const
  {
    auto prepared = prepare_contract(m_context, form, formats::built_in_rates());
    if (prepared) {
      tell(prepared->warnings, column, problems.warnings);
    } else {
      tell(prepared.errors(), column, problems.errors);
    }
    return std::move(prepared).as_optional();
  }

  void write(PreparedContract& prepared)
  {
    (prepared.before ? m_counts.updated : m_counts.created) += 1;
    put_contract(m_context, prepared);
  }

  // The member a problem is about stands in its value: a row has one cell for all of them.
  static void tell(const util::Errors& errors, std::size_t column,
                   std::vector<formats::CellProblem>& into)
  {
    for (const util::Error& error : errors) {
      into.push_back(
        {error.where.column == "request" ? k_con_request : column, error.where.column, error});
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

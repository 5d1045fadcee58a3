#include <array>

#include "services/import/loader.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

using Row = formats::EstablishmentRow;

// A column of the file, the store's name for it, and where the row has it.
struct Binding
{
  formats::EstablishmentColumn column;
  const char* name;
  store::Cell (*cell)(const Row&);
};

store::Cell cents(const std::optional<domain::Money>& amount)
{
  return amount ? store::Cell(amount->cents) : store::Cell();
}

constexpr std::array k_bindings = {
  Binding{formats::k_est_siret, "siret", [](const Row& r) { return store::Cell(r.siret); }},
  Binding{formats::k_est_code, "member_code", [](const Row& r) { return store::Cell(r.code); }},
  Binding{formats::k_est_name, "name", [](const Row& r) { return store::Cell(r.name); }},
  Binding{formats::k_est_sign, "sign", [](const Row& r) { return store::Cell(r.sign); }},
  Binding{formats::k_est_address, "address", [](const Row& r) { return store::Cell(r.address); }},
  Binding{formats::k_est_postcode, "postcode", [](const Row& r) { return store::Cell(r.postcode); }},
  Binding{formats::k_est_town, "town", [](const Row& r) { return store::Cell(r.town); }},
  Binding{formats::k_est_naf, "naf", [](const Row& r) { return store::Cell(r.naf); }},
  Binding{formats::k_est_idcc, "idcc", [](const Row& r) { return store::Cell(r.idcc); }},
  Binding{formats::k_est_headcount, "headcount", [](const Row& r) { return store::cell(r.headcount); }},
  Binding{formats::k_est_payroll, "payroll", [](const Row& r) { return cents(r.payroll); }},
};

class EstablishmentLoader final : public RowLoader
{
public:
  explicit EstablishmentLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_attach(setup.attach),
      m_rows(formats::FileKind::establishments, setup.header, setup.options)
  {
    std::vector<std::string_view> columns;
    for (const Binding& binding : k_bindings) {
      if (setup.header.has(binding.column)) {
        m_bindings.push_back(&binding);
        columns.emplace_back(binding.name);
      }
    }
    m_cells.resize(m_bindings.size());
    m_writer = m_context.store.opco_register().load_establishments(columns, setup.mode);
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems) override
  {
    const Row row = m_rows.establishment(record, problems, &m_seen);
    if (row.siret != 0 && !m_seen.insert(row.siret)) {
      problems.errors.push_back(
        {formats::k_est_siret, domain::Siret::of_checked(row.siret).digits(), {"row.duplicate", {}}});
    }
    if (problems.errors.empty()) {
      write(row);
    }
  }

  Counts counts() override
  {
    m_seen = {}; // its memory goes to the index
    const store::BulkCounts counts = m_writer->settle();
    return {counts.inserted, counts.updated + m_attached, counts.unchanged - m_attached};
  }
  std::optional<formats::DecimalMark> decimal_seen() const override { return m_rows.decimal_seen(); }

private:
  void write(const Row& row)
  {
    for (std::size_t i = 0; i < m_bindings.size(); ++i) {
      m_cells[i] = m_bindings[i]->cell(row);
    }
    if (!m_attach) {
      m_writer->put(m_cells);
      return;
    }
    const std::int64_t unchanged = m_writer->settle().unchanged;
    m_writer->put(m_cells);
    const std::int64_t known = m_writer->settle().unchanged - unchanged;
    if (m_context.store.accounts().attach(m_context.actor.account->id, domain::Siret::of_checked(row.siret))) {
      m_attached += known; // attached although the register knew it all
    }
  }

  const Context& m_context;
  bool m_attach;
  formats::RowReader m_rows;
  std::vector<const Binding*> m_bindings;
  std::vector<store::Cell> m_cells;
  std::unique_ptr<store::BulkWriter> m_writer;
  util::KeySet m_seen;
  std::int64_t m_attached = 0;
};

} // namespace

std::unique_ptr<RowLoader> load_establishments(const LoaderSetup& setup)
{
  return std::make_unique<EstablishmentLoader>(setup);
}

} // namespace myatlas::services

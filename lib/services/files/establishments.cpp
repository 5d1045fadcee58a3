#include <array>
#include <map>

#include "services/companies/proof.hpp"
#include "services/files/batches.hpp"
#include "services/files/known_companies.hpp"
#include "services/files/loader.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

using formats::EstablishmentRow;

// A column of the file, the store's name for it, and where the row has it.
struct EstablishmentBinding
{
  formats::EstablishmentColumn column;
  const char* name;
  store::Cell (*cell)(const EstablishmentRow&);
};

constexpr std::array k_establishment_bindings = {
  EstablishmentBinding{formats::k_est_siret, "siret",
                       [](const EstablishmentRow& r) { return store::Cell(r.siret->number()); }},
  EstablishmentBinding{formats::k_est_code, "member_code",
                       [](const EstablishmentRow& r) { return store::Cell(r.code); }},
  EstablishmentBinding{formats::k_est_name, "name",
                       [](const EstablishmentRow& r) { return store::Cell(r.name); }},
  EstablishmentBinding{formats::k_est_sign, "sign",
                       [](const EstablishmentRow& r) { return store::Cell(r.sign); }},
  EstablishmentBinding{formats::k_est_address, "address",
                       [](const EstablishmentRow& r) { return store::Cell(r.address); }},
  EstablishmentBinding{formats::k_est_postcode, "postcode",
                       [](const EstablishmentRow& r) { return store::Cell(r.postcode); }},
  EstablishmentBinding{formats::k_est_town, "town",
                       [](const EstablishmentRow& r) { return store::Cell(r.town); }},
  EstablishmentBinding{formats::k_est_naf, "naf",
                       [](const EstablishmentRow& r) { return store::Cell(r.naf); }},
  EstablishmentBinding{formats::k_est_idcc, "idcc",
                       [](const EstablishmentRow& r) { return store::Cell(r.idcc); }},
  EstablishmentBinding{formats::k_est_headcount, "headcount",
                       [](const EstablishmentRow& r) { return store::cell(r.headcount); }},
  EstablishmentBinding{formats::k_est_payroll, "payroll",
                       [](const EstablishmentRow& r) { return cents(r.payroll); }},
  EstablishmentBinding{formats::k_est_state, "state",
                       [](const EstablishmentRow& r) { return store::Cell(r.state); }},
};

class EstablishmentLoader final : public RowLoader
{
public:
  explicit EstablishmentLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_attach(setup.attach), m_chunked(setup.chunked),
      m_has_names(setup.header.has(formats::k_est_name)),
      m_companies(setup.context.store.opco_register()),
      m_rows(formats::FileKind::establishments, setup.header, setup.options),
      m_activity_cell(setup.header.activity_cell), m_is_trial(setup.mode == store::BulkMode::trial),
      m_hooks(setup.sirets)
  {
    std::vector<std::string_view> columns;
    for (const EstablishmentBinding& binding : k_establishment_bindings) {
      const bool in_parts =
        binding.column == formats::k_est_address && !setup.header.address_cells.empty();
      if (setup.header.has(binding.column) || in_parts) {
        m_bindings.push_back(&binding);
        columns.emplace_back(binding.name);
      }
    }
    m_cells.resize(m_bindings.size());
    // What is attached has to be there, in a trial too.
    m_writer = m_context.store.opco_register().load_establishments(
      columns, m_attach ? store::BulkMode::write : setup.mode);
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const EstablishmentRow row = m_rows.establishment(record, problems, &m_seen);
    if (row.siret) {
      check(row, *row.siret, record.line, problems);
    }
    if (row.siret && problems.errors.empty() && pass == Pass::write) {
      write(row, *row.siret);
      keep_activity_number(*row.siret, record);
    }
  }

  Counts counts() override
  {
    if (!m_chunked) {
      m_seen = {}; // all is read: its memory goes to the index
    }
    const store::BulkCounts counts = m_writer->settle();
    return {counts.inserted, counts.updated + m_attached};
  }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  void check(const EstablishmentRow& row, domain::Siret siret, std::uint64_t line,
             formats::RowProblems& problems)
  {
    if (const std::uint32_t before = m_seen.insert(siret.number(), line); before != 0) {
      problems.errors.push_back(duplicate_of(formats::k_est_siret, siret.digits(), before));
    }
    if (row.name.empty()) {
      look_for_name(siret, problems);
    }
    if (!m_companies.empty() && !row.code.empty()) {
      compare_company(row, siret, problems);
    }
    if (m_attach) {
      check_right(siret, problems);
    }
    if (m_hooks.seen || m_hooks.objection) {
      ask_about(siret, problems);
    }
  }

  // An empty name is no name where the register knows the company; a company that nobody knows has
  // to have one.
  void look_for_name(domain::Siret siret, formats::RowProblems& problems) const
  {
    if (m_has_names && !m_companies.knows(siret.siren().number())) {
      problems.errors.push_back({formats::k_est_name, "", {"cell.required", {"raison_sociale"}}});
    }
  }

  void ask_about(domain::Siret siret, formats::RowProblems& problems)
  {
    if (m_hooks.seen) {
      m_hooks.seen(siret);
    }
    if (const auto objection = m_hooks.objection ? m_hooks.objection(siret) : std::nullopt) {
      problems.errors.push_back({formats::k_est_siret, siret.digits(), *objection});
    }
  }

  // Of a training body, in its public list: what an account says of itself is compared with it.
  void keep_activity_number(domain::Siret siret, const formats::CsvRecord& record)
  {
    if (m_activity_cell >= record.cells.size() || m_is_trial) {
      return;
    }
    if (const auto number = domain::ActivityNumber::parse(record.cells[m_activity_cell])) {
      m_context.store.opco_register().add_activity_number(siret.siren(), number->text());
    }
  }

  // Of a company neither proved nor given to manage nothing is attached.
  void check_right(domain::Siret siret, formats::RowProblems& problems)
  {
    const auto known = m_rights.find(siret.siren());
    const util::Result<AttachRight>& right =
      known != m_rights.end()
        ? known->second
        : m_rights.emplace(siret.siren(), right_to_attach(m_context, batch_owner(m_context), siret))
            .first->second;
    if (!right) {
      problems.errors.push_back(
        {formats::k_est_siret, siret.digits(), {right.error().code, {siret.digits()}}});
    }
  }

  // The code beside an establishment is that of its company, where the register knows one of the
  // two.
  void compare_company(const EstablishmentRow& row, domain::Siret siret,
                       formats::RowProblems& problems)
  {
    const domain::Siren siren = siret.siren();
    const std::optional<domain::Siren> holder = m_companies.holder(row.code);
    const std::string code(row.code);
    if (m_companies.has_other_code(siren.number(), row.code)) {
      problems.errors.push_back(
        {formats::k_est_code, code, {"establishment.code", {code, siren.digits()}}});
    } else if (holder && holder != siren) {
      problems.errors.push_back(
        {formats::k_est_code, code, {"company.code_taken", {code, holder->digits()}}});
    }
  }

  void write(const EstablishmentRow& row, domain::Siret siret)
  {
    if (m_writer->only_counts()) {
      m_writer->put({});
      return;
    }
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
    if (m_context.store.accounts().attach(batch_owner(m_context), siret,
                                          m_rights.at(siret.siren())->grantor)) {
      m_attached += known; // attached although the register knew it all
    }
  }

  const Context& m_context;
  bool m_attach, m_chunked;
  bool m_has_names;
  KnownCompanies m_companies;
  formats::RowReader m_rows;
  std::vector<const EstablishmentBinding*> m_bindings;
  std::vector<store::Cell> m_cells;
  std::unique_ptr<store::BulkWriter> m_writer;
  std::size_t m_activity_cell;
  bool m_is_trial;
  SiretHooks m_hooks;
  std::map<domain::Siren, util::Result<AttachRight>>
    m_rights; // of companies to attach establishments of
  util::KeySet m_seen;
  std::int64_t m_attached = 0;
};

} // namespace

std::unique_ptr<RowLoader> load_establishments(const LoaderSetup& setup)
{
  return std::make_unique<EstablishmentLoader>(setup);
}

} // namespace myatlas::services

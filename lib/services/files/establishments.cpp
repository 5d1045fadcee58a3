#include <array>
#include <map>

#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/companies/proof.hpp"
#include "services/files/batches.hpp"
#include "services/files/bound_columns.hpp"
#include "services/files/known_companies.hpp"
#include "services/files/loader.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

using domain::Siren;
using domain::Siret;
using formats::EstablishmentRow;
using store::Cell;
using enum formats::EstablishmentColumn;

using EstablishmentBinding = ColumnBinding<EstablishmentRow>;

constexpr std::array k_establishment_bindings = {
  EstablishmentBinding{k_est_siret, "siret",
                       [](const EstablishmentRow& r) { return Cell(r.siret->number()); }},
  EstablishmentBinding{k_est_code, "member_code",
                       [](const EstablishmentRow& r) { return Cell(r.code); }},
  EstablishmentBinding{k_est_name, "name", [](const EstablishmentRow& r) { return Cell(r.name); }},
  EstablishmentBinding{k_est_sign, "sign", [](const EstablishmentRow& r) { return Cell(r.sign); }},
  EstablishmentBinding{k_est_address, "address",
                       [](const EstablishmentRow& r) { return Cell(r.address); }},
  EstablishmentBinding{k_est_postcode, "postcode",
                       [](const EstablishmentRow& r) { return Cell(r.postcode); }},
  EstablishmentBinding{k_est_town, "town", [](const EstablishmentRow& r) { return Cell(r.town); }},
  EstablishmentBinding{k_est_naf, "naf", [](const EstablishmentRow& r) { return Cell(r.naf); }},
  EstablishmentBinding{k_est_idcc, "idcc", [](const EstablishmentRow& r) { return Cell(r.idcc); }},
  EstablishmentBinding{k_est_headcount, "headcount",
                       [](const EstablishmentRow& r) { return store::cell(r.headcount); }},
  EstablishmentBinding{k_est_payroll, "payroll",
                       [](const EstablishmentRow& r) { return cents(r.payroll); }},
  EstablishmentBinding{k_est_state, "state",
                       [](const EstablishmentRow& r) { return Cell(r.state); }},
};

// Whether a file tells it, in one column or, of an address, in several.
bool tells(const formats::Header& header, std::size_t column)
{
  return header.has(column) || (column == k_est_address && !header.address_cells.empty());
}

BoundColumns<EstablishmentRow> columns_in_file(const formats::Header& header)
{
  return {k_establishment_bindings, [&](std::size_t column) { return tells(header, column); }};
}

class EstablishmentLoader final : public RowLoader
{
public:
  explicit EstablishmentLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_attach(setup.attach), m_chunked(setup.chunked),
      m_has_names(setup.header.has(k_est_name)), m_companies(setup.context.store.opco_register()),
      m_rows(FileKind::establishments, setup.header, setup.options),
      m_columns(columns_in_file(setup.header)), m_activity_cell(setup.header.activity_cell),
      m_is_trial(setup.mode == store::BulkMode::trial), m_hooks(setup.sirets)
  {
    // What is attached has to be there, in a trial too.
    m_writer = m_context.store.opco_register().load_establishments(
      m_columns.names(), m_attach ? store::BulkMode::write : setup.mode);
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const EstablishmentRow row = m_rows.establishment(record, problems, &m_seen);
    if (row.siret) {
      check(row, *row.siret, record.line, problems);
    }
    if (row.siret && is_to_write(problems, pass)) {
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
  void check(const EstablishmentRow& row, Siret siret, std::uint64_t line, RowProblems& problems)
  {
    refuse_repeated(siret, line, problems);
    compare_with_register(row, siret, problems);
    if (m_attach) {
      check_right(siret, problems);
    }
    ask_about(siret, problems);
  }

  void refuse_repeated(Siret siret, std::uint64_t line, RowProblems& problems)
  {
    refuse_if_before(m_seen.insert(siret.number(), line), k_est_siret, siret, problems);
  }

  void compare_with_register(const EstablishmentRow& row, Siret siret, RowProblems& problems) const
  {
    if (row.name.empty()) {
      look_for_name(siret, problems);
    }
    if (!m_companies.empty() && !row.code.empty()) {
      compare_company(row, siret.siren(), problems);
    }
  }

  // An empty name is no name where the register knows the company; a company that nobody knows has
  // to have one.
  void look_for_name(Siret siret, RowProblems& problems) const
  {
    if (m_has_names && !m_companies.knows(siret.siren().number())) {
      problems.refuse(k_est_name, "", {"cell.required", {"raison_sociale"}});
    }
  }

  void ask_about(Siret siret, RowProblems& problems)
  {
    if (m_hooks.seen) {
      m_hooks.seen(siret);
    }
    if (m_hooks.objection) {
      refuse_where_objected(siret, problems);
    }
  }

  void refuse_where_objected(Siret siret, RowProblems& problems) const
  {
    if (const auto objection = m_hooks.objection(siret)) {
      problems.refuse(k_est_siret, siret.digits(), *objection);
    }
  }

  // Of a training body, in its public list: what an account says of itself is compared with it.
  void keep_activity_number(Siret siret, const CsvRecord& record)
  {
    if (m_activity_cell < record.cells.size() && !m_is_trial) {
      put_activity_number(siret.siren(), record.cells[m_activity_cell]);
    }
  }

  void put_activity_number(Siren siren, std::string_view cell)
  {
    if (const auto number = domain::ActivityNumber::parse(cell)) {
      m_context.store.opco_register().add_activity_number(siren, number->text());
    }
  }

  // Of a company neither proved nor given to manage nothing is attached.
  void check_right(Siret siret, RowProblems& problems)
  {
    if (const Result<AttachRight>& right = right_to(siret); !right) {
      problems.refuse(k_est_siret, siret.digits(), {right.error().code, {siret.digits()}});
    }
  }

  // Asked for once a company.
  const Result<AttachRight>& right_to(Siret siret)
  {
    const auto known = m_rights.find(siret.siren());
    return known == m_rights.end() ? ask_for_right(siret) : known->second;
  }

  const Result<AttachRight>& ask_for_right(Siret siret)
  {
    return m_rights
      .emplace(siret.siren(), right_to_attach(m_context, batch_owner(m_context), siret))
      .first->second;
  }

  // The code beside an establishment is that of its company, where the register knows one of the
  // two.
  void compare_company(const EstablishmentRow& row, Siren siren, RowProblems& problems) const
  {
    const std::optional<Siren> holder = m_companies.holder(row.code);
    if (m_companies.has_other_code(siren.number(), row.code)) {
      refuse_code(row.code, "establishment.code", siren, problems);
    } else if (holder && holder != siren) {
      refuse_code(row.code, "company.code_taken", *holder, problems);
    }
  }

  static void refuse_code(std::string_view code, const char* reason, Siren whose,
                          RowProblems& problems)
  {
    const std::string told(code);
    problems.refuse(k_est_code, told, {reason, {told, whose.digits()}});
  }

  void write(const EstablishmentRow& row, Siret siret)
  {
    if (m_writer->only_counts()) {
      m_writer->put({});
    } else if (m_attach) {
      write_and_attach(row, siret);
    } else {
      m_writer->put(m_columns.cells_of(row));
    }
  }

  void write_and_attach(const EstablishmentRow& row, Siret siret)
  {
    const std::int64_t unchanged = m_writer->settle().unchanged;
    m_writer->put(m_columns.cells_of(row));
    const std::int64_t known = m_writer->settle().unchanged - unchanged;
    if (attach(siret)) {
      m_attached += known; // attached although the register knew it all
    }
  }

  bool attach(Siret siret) const
  {
    return m_context.store.accounts().attach(batch_owner(m_context), siret,
                                             m_rights.at(siret.siren())->grantor);
  }

  const Context& m_context;
  bool m_attach, m_chunked;
  bool m_has_names;
  KnownCompanies m_companies;
  formats::RowReader m_rows;
  BoundColumns<EstablishmentRow> m_columns;
  std::unique_ptr<store::BulkWriter> m_writer;
  std::size_t m_activity_cell;
  bool m_is_trial;
  SiretHooks m_hooks;
  std::map<Siren, Result<AttachRight>> m_rights; // of companies to attach establishments of
  util::KeySet m_seen;
  std::int64_t m_attached = 0;
};

} // namespace

std::unique_ptr<RowLoader> load_establishments(const LoaderSetup& setup)
{
  return std::make_unique<EstablishmentLoader>(setup);
}

} // namespace myatlas::services

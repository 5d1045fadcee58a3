#include <algorithm>
#include <unordered_map>

#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/files/invoice_doubts.hpp"
#include "services/files/invoice_files.hpp"
#include "services/files/invoice_told.hpp"
#include "services/files/loader.hpp"
#include "services/files/sent_numbers.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_checks.hpp"
#include "services/invoices/invoice_rules.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// Whether row `b` says the same as what is known.
bool same(const domain::Invoice& a, const domain::Invoice& b)
{
  return a.issuer == b.issuer && a.request == b.request && a.date == b.date &&
         a.amounts.without_tax == b.amounts.without_tax &&
         a.amounts.with_tax == b.amounts.with_tax && a.iban == b.iban && a.corrects == b.corrects &&
         (!b.prepaid || a.prepaid == b.prepaid) && (!b.due || a.due == b.due);
}

// Whether a file says more of its invoices than most do.
store::InvoiceColumns columns_in(const formats::Header& header)
{
  const bool more = header.has(formats::k_inv_corrects) || header.has(formats::k_inv_prepaid) ||
                    header.has(formats::k_inv_due) || header.has(formats::k_inv_replaces) ||
                    header.has(formats::k_inv_reference);
  return more ? store::InvoiceColumns::all : store::InvoiceColumns::common;
}

class InvoiceLoader final : public RowLoader
{
public:
  explicit InvoiceLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks), m_chunked(setup.chunked),
      m_rules(setup.context), m_credits(setup.context),
      m_has_credits(setup.header.has(formats::k_inv_corrects)),
      m_corrects_cell(setup.header.cell_of[formats::k_inv_corrects]),
      m_columns(columns_in(setup.header)), m_files(setup, rest()), m_facts(setup.invoice),
      m_doubts(setup.context, m_facts, rest()), m_numbers(setup.context, rest()),
      m_rows(formats::FileKind::invoices, setup.header, setup.options),
      m_writer(setup.context.store.invoices().load(setup.mode, setup.context.now(), m_columns))
  {
  }

  // A row that an earlier run wrote is found in the store and left alone; one that it refused is
  // refused again.
  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass) override
  {
    formats::InvoiceRow row = m_rows.invoice(record, problems);
    if (!m_facts.issuer.empty() && m_cross_checks == CrossChecks::store) {
      find_issuer(row, problems);
    }
    const bool has_key = row.issuer && !row.number.empty();
    if (has_key) {
      m_numbers.look_up(row.issuer->siren(), row.number);
    }
    OpenDossier* const dossier = m_rules.known_dossier(row.request);
    if (has_key) {
      look_for_duplicates(row, record.line, problems);
    }
    if (m_cross_checks == CrossChecks::none) {
      m_trial_rows += problems.errors.empty() ? 1 : 0;
    } else {
      load_of(dossier, row, problems);
    }
  }

  // A credit note above its invoice.
  bool waits(const formats::CsvRecord& record) override
  {
    if (!is_credit(record) || m_cross_checks == CrossChecks::none) {
      return false;
    }
    formats::RowProblems problems; // told when it is taken
    const formats::InvoiceRow row = m_rows.invoice(record, problems);
    if (row.corrects.empty() || !row.issuer) {
      return false;
    }
    m_writer->rest();
    return !m_credits.knows(row.issuer->siren(), row.corrects);
  }

  Counts counts() override
  {
    if (!m_chunked) {
      m_numbers.forget();
    }
    return {m_cross_checks == CrossChecks::none ? m_trial_rows
                                                : m_writer->settle().inserted + m_replacing,
            m_updated};
  }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  // The store is asked: what is on its way to it is written first.
  std::function<void()> rest()
  {
    return [this] { m_writer->rest(); };
  }

  bool is_credit(const formats::CsvRecord& record) const
  {
    return m_corrects_cell < record.cells.size() &&
           !util::trim(record.cells[m_corrects_cell]).empty();
  }

  // Of an invoice that tells a SIREN alone: the dossier's provider of that company.
  void find_issuer(formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    m_writer->rest();
    const util::Result<OpenDossier*> dossier = m_rules.dossier(row.request);
    if (!dossier) {
      return; // told where the dossier is looked for
    }
    const std::vector<domain::Siret>& providers = (*dossier)->providers;
    const auto own = std::ranges::find(
      providers, m_facts.issuer, [](domain::Siret provider) { return provider.siren().digits(); });
    if (own != providers.end()) {
      row.issuer = *own;
    } else {
      tell_other_issuer(providers, problems);
    }
  }

  void tell_other_issuer(const std::vector<domain::Siret>& providers,
                         formats::RowProblems& problems) const
  {
    const std::string expected = providers.empty() ? "-" : providers.front().digits();
    problems.errors.push_back(
      {formats::k_inv_issuer, m_facts.issuer, {"invoice.issuer", {m_facts.issuer, expected}}});
  }

  // All that is wrong is told at once.
  void load_of(OpenDossier* known, const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    OpenDossier* const dossier =
      known == nullptr && !row.request.empty() ? ask_for_dossier(row, problems) : known;
    if (dossier == nullptr) {
      return;
    }
    if (problems.errors.empty()) {
      write(row, *dossier, problems);
    } else if (row.issuer) {
      tell_of_invoice(InvoiceRules::check_issuer(*row.issuer, *dossier), problems);
    }
  }

  // The first of a file is kept; one that differs by its case alone is kept too, and said.
  void look_for_duplicates(const formats::InvoiceRow& row, std::uint64_t line,
                           formats::RowProblems& problems)
  {
    switch (m_numbers.insert(line)) {
    case KnownNumbers::Answer::again:
      problems.errors.push_back(
        duplicate_of(formats::k_inv_number, std::string(row.number), m_numbers.line()));
      break;
    case KnownNumbers::Answer::other_case:
      problems.warnings.push_back({formats::k_inv_number,
                                   std::string(row.number),
                                   {"invoice.near_duplicate", {std::string(row.number)}}});
      break;
    case KnownNumbers::Answer::new_one:
      break;
    }
  }

  OpenDossier* ask_for_dossier(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    m_writer->rest(); // the store is asked
    const util::Result<OpenDossier*> dossier = m_rules.dossier(row.request);
    if (!dossier) {
      problems.errors.push_back(
        {formats::k_inv_request, std::string(row.request), dossier.error()});
      return nullptr;
    }
    return *dossier;
  }

  domain::Invoice invoice_of(const formats::InvoiceRow& row, const OpenDossier& dossier) const
  {
    const std::string iban(m_doubts.account_of(row, dossier));
    return {.number = std::string(row.number),
            .issuer = *row.issuer,
            .request = std::string(row.request),
            .date = *row.date,
            .amounts = *row.amounts,
            .iban = iban.empty() ? std::nullopt : std::optional(*domain::Iban::parse(iban)),
            .document = std::nullopt,
            .file_name = std::string(row.file),
            .state = domain::InvoiceState::deposee,
            .received = m_context.now(),
            .corrects = std::string(row.corrects),
            .prepaid = row.prepaid,
            .due = row.due};
  }

  // The invoice of this provider and number, if the store had it before the file.
  std::optional<domain::Invoice> find_before(const formats::InvoiceRow& row)
  {
    const domain::Siren provider = row.issuer->siren();
    if (!m_numbers.was_before(provider, row.number)) {
      return std::nullopt;
    }
    m_writer->rest();
    return m_context.store.invoices().find(provider, row.number);
  }

  // Whether the row says what is known, and takes the place of nothing.
  bool is_known_so(const domain::Invoice& known, const formats::InvoiceRow& row,
                   const OpenDossier& dossier) const
  {
    const bool corrects_it = !row.replaces.empty() && !domain::state_facts(known.state).counts;
    return !corrects_it && same(known, invoice_of(row, dossier));
  }

  void write(const formats::InvoiceRow& row, OpenDossier& dossier, formats::RowProblems& problems)
  {
    const auto known = find_before(row);
    if (known && is_known_so(*known, row, dossier)) {
      const bool has_file = m_files.add_to(*known, row, problems);
      const bool has_reference = known->sender == dossier.sender && m_files.call_again(*known, row);
      m_updated += has_file || has_reference ? 1 : 0;
    } else if (!dossier.instalments.empty()) { // a row has no room for one
      problems.errors.push_back({formats::k_inv_request,
                                 std::string(row.request),
                                 {"invoice.instalment_required", {std::string(row.request)}}});
    } else {
      write_new(row, known.has_value(), dossier, problems);
    }
  }

  void write_new(const formats::InvoiceRow& row, bool is_number_taken, OpenDossier& dossier,
                 formats::RowProblems& problems)
  {
    const auto replaced = row.replaces.empty() ? std::nullopt : find_replaced(row, problems);
    const bool frees_number = replaced && replaced->number == row.number;
    if (is_number_taken && !frees_number) {
      tell_of_invoice(m_rules.check_number(row.issuer->siren(), row.number), problems);
    }
    m_doubts.look_at(row, dossier, problems);
    tell_of_invoice(check(row, dossier), problems);
    if (!problems.errors.empty()) {
      m_files.look_at(row, problems);
      return;
    }
    if (const auto document = m_files.attach(row, problems)) {
      take(row, dossier); // a row that is refused takes nothing from its dossier
      put(row, dossier, *document, replaced);
    }
  }

  // By provider and number.
  static std::string place_of(const domain::Invoice& invoice)
  {
    return invoice.issuer.siren().digits() + invoice.number;
  }

  // The invoice a row takes the place of, which nothing has taken the place of yet.
  util::Result<domain::Invoice> replaceable_by(const formats::InvoiceRow& row)
  {
    m_writer->rest();
    TRY_ASSIGN(const domain::Invoice found,
               replaceable(m_context, std::string(row.replaces), row.issuer->siren()));
    const auto taken = m_replaced.find(place_of(found));
    return taken == m_replaced.end()
             ? util::Result<domain::Invoice>(found)
             : util::Error{"invoice.replaced_before", {found.number, taken->second}};
  }

  std::optional<domain::Invoice> find_replaced(const formats::InvoiceRow& row,
                                               formats::RowProblems& problems)
  {
    const util::Result<domain::Invoice> found = replaceable_by(row);
    if (!found) {
      tell_of_invoice(found.errors(), problems);
      return std::nullopt;
    }
    return *found;
  }

  // The number an invoice that is replaced is kept under; its own where that is not taken anew.
  std::string set_aside(const domain::Invoice& replaced, std::string_view number)
  {
    m_replaced.emplace(place_of(replaced), number);
    if (replaced.number != number) {
      return replaced.number;
    }
    m_writer->rest();
    return m_context.store.invoices().set_aside(replaced);
  }

  // In a trial the number of what is replaced is not free in the store.
  bool only_counts(const formats::InvoiceRow& row,
                   const std::optional<domain::Invoice>& replaced) const
  {
    return replaced && replaced->number == row.number && m_files.is_trial();
  }

  void put(const formats::InvoiceRow& row, const OpenDossier& dossier, const std::string& document,
           const std::optional<domain::Invoice>& replaced)
  {
    if (only_counts(row, replaced)) {
      m_replaced.emplace(place_of(*replaced), row.number);
      ++m_replacing;
      return;
    }
    const std::string replaces = replaced ? set_aside(*replaced, row.number) : "";
    store::Invoices::put(*m_writer,
                         {.number = row.number,
                          .issuer = *row.issuer,
                          .dossier = dossier.key,
                          .date = *row.date,
                          .amounts = *row.amounts,
                          .iban = m_doubts.account_of(row, dossier),
                          .document = document,
                          .file_name = row.file,
                          .corrects = std::string(row.corrects),
                          .prepaid = row.prepaid,
                          .due = row.due,
                          .replaces = replaces,
                          .sender = dossier.sender,
                          .reference = row.reference},
                         m_columns);
  }

  util::Outcome check(const formats::InvoiceRow& row, OpenDossier& dossier)
  {
    const domain::Money amount = row.amounts->without_tax;
    if (row.corrects.empty()) {
      return InvoiceRules::check({*row.issuer, amount}, dossier);
    }
    m_writer->rest();
    return m_credits.check(
      {*row.issuer, row.corrects, domain::Money{} - amount, rate_of(*row.amounts), row.date},
      dossier);
  }

  void take(const formats::InvoiceRow& row, OpenDossier& dossier)
  {
    const domain::Money amount = row.amounts->without_tax;
    if (row.corrects.empty()) {
      InvoiceRules::take({*row.issuer, amount}, dossier);
    } else {
      m_credits.take({*row.issuer, row.corrects, domain::Money{} - amount}, dossier);
    }
    if (m_has_credits) {
      m_credits.remember(row.issuer->siren(), row.number, dossier, *row.amounts, *row.date);
    }
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  bool m_chunked;
  InvoiceRules m_rules;
  CreditRules m_credits;
  bool m_has_credits;          // the file may have some
  std::size_t m_corrects_cell; // where it tells what one corrects
  store::InvoiceColumns m_columns;
  InvoiceFiles m_files;
  InvoiceFacts m_facts;
  InvoiceDoubts m_doubts;
  SentNumbers m_numbers;
  formats::RowReader m_rows;
  std::unique_ptr<store::BulkWriter> m_writer;
  std::int64_t m_trial_rows = 0, m_updated = 0, m_replacing = 0;
  std::unordered_map<std::string, std::string, util::SecretHash, std::equal_to<>>
    m_replaced; // by provider and number: what takes its place
};

} // namespace

std::unique_ptr<RowLoader> load_invoices(const LoaderSetup& setup)
{
  return std::make_unique<InvoiceLoader>(setup);
}

} // namespace myatlas::services

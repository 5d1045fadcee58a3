#include <algorithm>
#include <unordered_map>

#include "services/files/attachments.hpp"
#include "services/files/invoice_doubts.hpp"
#include "services/files/known_numbers.hpp"
#include "services/files/loader.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_checks.hpp"
#include "services/invoices/invoice_rules.hpp"
#include "util/key_set.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

// Where the rules between records speak of an invoice, the file's column for it.
std::size_t column_for(const std::string& code)
{
  if (code == "invoice.issuer") {
    return formats::k_inv_issuer;
  }
  if (code == "invoice.over" || code == "invoice.corrects_over") {
    return formats::k_inv_net;
  }
  if (code == "invoice.corrects_early") {
    return formats::k_inv_date;
  }
  if (code.find(".corrects") != std::string::npos) {
    return formats::k_inv_corrects;
  }
  if (code == "invoice.not_replaceable" || code == "invoice.replaced_before" ||
      code == "invoice.unknown") {
    return formats::k_inv_replaces;
  }
  return code == "invoice.duplicate" || code == "invoice.number_taken" ||
             code == "invoice.refused_before"
           ? formats::k_inv_number
           : formats::k_inv_request;
}

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
                    header.has(formats::k_inv_due) || header.has(formats::k_inv_replaces);
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
      m_columns(columns_in(setup.header)),
      m_attachments(setup.context, setup.folder, setup.documents, setup.mode),
      m_facts(setup.invoice), m_doubts(setup.context, m_facts, [this] { m_writer->rest(); }),
      m_rows(formats::FileKind::invoices, setup.header, setup.options),
      m_writer(setup.context.store.invoices().load(setup.mode, setup.context.now(), m_columns)),
      m_any_before(setup.context.store.invoices().any())
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
      look_up(row);
    }
    OpenDossier* dossier = m_rules.known_dossier(row.request);
    if (has_key) {
      look_for_duplicates(row, record.line, problems);
    }
    if (m_cross_checks == CrossChecks::none) {
      m_trial_rows += problems.errors.empty() ? 1 : 0;
      return;
    }
    if (dossier == nullptr && !row.request.empty()) {
      dossier = ask_for_dossier(row, problems);
    }
    if (dossier == nullptr) {
      return;
    }
    if (problems.errors.empty()) {
      write(row, *dossier, problems);
    } else if (row.issuer) { // all that is wrong at once
      tell(InvoiceRules::check_issuer(*row.issuer, *dossier), problems);
    }
  }

  // A credit note above its invoice.
  bool waits(const formats::CsvRecord& record) override
  {
    const bool is_credit =
      m_corrects_cell < record.cells.size() && !util::trim(record.cells[m_corrects_cell]).empty();
    if (!is_credit || m_cross_checks == CrossChecks::none) {
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
      m_numbers = {}; // all is read: its memory goes to the indexes
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
      const std::string expected = providers.empty() ? "-" : providers.front().digits();
      problems.errors.push_back(
        {formats::k_inv_issuer, m_facts.issuer, {"invoice.issuer", {m_facts.issuer, expected}}});
    }
  }

  // The numbers that the store has of a provider are known before the first of them is looked for;
  // of one who has sent very many, each is asked for, so that memory has a bound.
  void look_up(const formats::InvoiceRow& row)
  {
    const domain::Siren provider = row.issuer->siren();
    if (m_any_before && m_providers.insert(provider.number())) {
      m_writer->rest();
      if (m_context.store.invoices().more_than(k_most_known, provider)) {
        m_large_providers.insert(provider.number());
      } else {
        m_context.store.invoices().each_number(provider, [&](const std::string& number) {
          m_numbers.add_before(provider.number(), number);
        });
      }
    }
    m_numbers.look_up(provider.number(), row.number);
  }

  bool was_before(const formats::InvoiceRow& row)
  {
    if (!m_any_before || !m_large_providers.contains(row.issuer->siren().number())) {
      return m_numbers.was_before();
    }
    m_writer->rest();
    return m_context.store.invoices().has(row.issuer->siren(), row.number);
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
    if (!was_before(row)) {
      return std::nullopt;
    }
    m_writer->rest();
    return m_context.store.invoices().find(row.issuer->siren(), row.number);
  }

  void write(const formats::InvoiceRow& row, OpenDossier& dossier, formats::RowProblems& problems)
  {
    const auto known = find_before(row);
    const bool corrects_it =
      known && !row.replaces.empty() && !domain::state_facts(known->state).counts;
    if (known && !corrects_it && same(*known, invoice_of(row, dossier))) {
      add_document(*known, row, problems);
      return;
    }
    if (!dossier.instalments.empty()) { // a row has no room for one
      problems.errors.push_back({formats::k_inv_request,
                                 std::string(row.request),
                                 {"invoice.instalment_required", {std::string(row.request)}}});
      return;
    }
    const auto replaced = row.replaces.empty() ? std::nullopt : find_replaced(row, problems);
    if (known && !(replaced && replaced->number == row.number)) {
      tell(m_rules.check_number(row.issuer->siren(), row.number), problems);
    }
    m_doubts.look_at(row, dossier, problems);
    tell(check(row, dossier), problems);
    if (!problems.errors.empty()) {
      look_at_file(row, problems);
      return;
    }
    const auto document = attach(row, problems);
    if (document) { // a row that is refused takes nothing from its dossier
      take(row, dossier);
      put(row, dossier, *document, replaced);
    }
  }

  // The invoice a row takes the place of, which nothing has taken the place of yet.
  std::optional<domain::Invoice> find_replaced(const formats::InvoiceRow& row,
                                               formats::RowProblems& problems)
  {
    m_writer->rest();
    const util::Result<domain::Invoice> found =
      replaceable(m_context, std::string(row.replaces), row.issuer->siren());
    const auto taken =
      found ? m_replaced.find(found->issuer.siren().digits() + found->number) : m_replaced.end();
    if (!found || taken != m_replaced.end()) {
      tell(found ? util::Error{"invoice.replaced_before", {found->number, taken->second}}
                 : util::Outcome(found.errors()),
           problems);
      return std::nullopt;
    }
    return *found;
  }

  void put(const formats::InvoiceRow& row, const OpenDossier& dossier, const std::string& document,
           const std::optional<domain::Invoice>& replaced)
  {
    std::string replaces = replaced ? replaced->number : "";
    if (replaced) {
      m_replaced.emplace(replaced->issuer.siren().digits() + replaced->number, row.number);
    }
    if (replaced && replaced->number == row.number) {
      if (m_attachments.is_trial()) { // whose number is not free in the store
        ++m_replacing;
        return;
      }
      m_writer->rest();
      replaces = m_context.store.invoices().set_aside(*replaced);
    }
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
                          .sender = dossier.sender},
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

  static void tell(const util::Outcome& outcome, formats::RowProblems& problems)
  {
    for (const util::Error& error : outcome ? util::Errors{} : outcome.errors()) {
      problems.errors.push_back({column_for(error.code), error.args[0], error});
    }
  }

  // The digest of the file a row names, empty when it names none; nothing, and told, when it cannot
  // be taken.
  std::optional<std::string> attach(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    if (row.file.empty()) {
      return "";
    }
    m_writer->rest();
    const util::Result<std::string> digest = m_attachments.keep(std::string(row.file));
    tell_file(digest, row, problems);
    return digest ? std::optional(*digest) : std::nullopt;
  }

  // A row that is refused anyway: what is wrong with its file is told, and the file is not kept.
  void look_at_file(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    if (!row.file.empty()) {
      m_writer->rest();
      tell_file(m_attachments.check(std::string(row.file)), row, problems);
    }
  }

  static void tell_file(const util::Result<std::string>& digest, const formats::InvoiceRow& row,
                        formats::RowProblems& problems)
  {
    if (!digest) {
      problems.errors.push_back({formats::k_inv_file, std::string(row.file), digest.error()});
    }
  }

  // An invoice that is there may still lack the file its row names, or have another. A file that
  // was kept need not lie there again.
  void add_document(const domain::Invoice& known, const formats::InvoiceRow& row,
                    formats::RowProblems& problems)
  {
    const bool kept = known.document && known.file_name == row.file &&
                      !m_attachments.is_there(std::string(row.file));
    const auto document = kept || row.file.empty() ? std::nullopt : attach(row, problems);
    if (document && (*document != known.document || known.file_name != row.file)) {
      if (!domain::state_facts(known.state).waits_for_decision()) { // what was looked at stays
        problems.errors.push_back(
          {formats::k_inv_file,
           std::string(row.file),
           {"invoice.decided", {known.number, domain::to_text(known.state)}}});
        return;
      }
      if (!m_attachments.is_trial()) {
        m_context.store.invoices().set_document(known.issuer.siren(), known.number, *document,
                                                row.file);
      }
      ++m_updated;
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
  Attachments m_attachments;
  InvoiceFacts m_facts;
  InvoiceDoubts m_doubts;
  formats::RowReader m_rows;
  std::unique_ptr<store::BulkWriter> m_writer;
  bool m_any_before;
  static constexpr std::int64_t k_most_known = 500'000;
  util::KeySet m_providers;       // whose numbers the store had are among m_numbers
  util::KeySet m_large_providers; // but for these
  KnownNumbers m_numbers;
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

#include <algorithm>

#include "services/import/attachments.hpp"
#include "services/import/loader.hpp"
#include "services/invoice_rules.hpp"
#include "util/key_set.hpp"
#include "util/text.hpp"
#include "util/text_marks.hpp"

namespace myatlas::services {

namespace {

// Where the rules between records speak of an invoice, the file's column for it.
std::size_t column_for(const std::string& code)
{
  if (code == "invoice.issuer") {
    return formats::k_inv_issuer;
  }
  if (code == "invoice.over") {
    return formats::k_inv_net;
  }
  return code == "invoice.duplicate" ? formats::k_inv_number : formats::k_inv_request;
}

bool same(const domain::Invoice& a, const domain::Invoice& b)
{
  return a.issuer == b.issuer && a.request == b.request && a.date == b.date &&
         a.amounts.without_tax == b.amounts.without_tax && a.amounts.with_tax == b.amounts.with_tax && a.iban == b.iban;
}

// The numbers a file has named so far and those the store had before, by provider: a company numbers its invoices once, whatever
// the establishment.
class KnownNumbers
{
public:
  enum class Answer
  {
    new_one,
    other_case, // one that differs by its capitals was there
    again,
  };

  // The number that insert() is to be asked about, a little later.
  void look_up(std::int64_t provider, std::string_view number)
  {
    put_key(m_exact, provider, number);
    m_is_folded = std::ranges::none_of(number, [](char c) { return c >= 'a' && c <= 'z'; });
    m_key = util::TextMarks::key(m_exact);
    m_marks.prefetch(m_key);
  }

  Answer insert()
  {
    const util::TextMarks::Marks here = m_marks.add(m_key, m_exact, k_seen);
    m_was_before = (here & k_before) != 0;
    util::TextMarks::Marks spellings = here;
    if (!m_is_folded) {
      m_folded.assign(m_exact, 0, sizeof(std::int64_t));
      m_folded += util::to_upper(std::string_view(m_exact).substr(sizeof(std::int64_t)));
      spellings = m_marks.add(m_folded, k_spelled_otherwise);
    }
    if ((here & k_seen) != 0) {
      return Answer::again;
    }
    return (spellings & (k_seen | k_spelled_otherwise)) != 0 ? Answer::other_case : Answer::new_one;
  }

  bool was_before() const { return m_was_before; } // the number inserted last
  void add_before(std::int64_t provider, std::string_view number)
  {
    put_key(m_folded, provider, number);
    m_marks.add(m_folded, k_before);
  }

private:
  static constexpr util::TextMarks::Marks k_seen = 1, k_spelled_otherwise = 2, k_before = 4;

  static void put_key(std::string& key, std::int64_t provider, std::string_view number)
  {
    key.assign(reinterpret_cast<const char*>(&provider), sizeof provider);
    key += number;
  }

  util::TextMarks m_marks;
  std::string m_exact, m_folded;
  util::TextMarks::Key m_key = 0;
  bool m_is_folded = true, m_was_before = false;
};

class InvoiceLoader final : public RowLoader
{
public:
  explicit InvoiceLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks), m_chunked(setup.chunked), m_rules(setup.context), m_attachments(setup.context, setup.folder, setup.mode),
      m_rows(formats::FileKind::invoices, setup.header, setup.options), m_writer(setup.context.store.invoices().load(setup.mode, setup.context.now())),
      m_any_before(setup.context.store.invoices().any())
  {
  }

  // A row that an earlier run wrote is found in the store and left alone; one that it refused is refused again.
  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass) override
  {
    const formats::InvoiceRow row = m_rows.invoice(record, problems);
    const bool has_key = row.issuer && !row.number.empty();
    if (has_key) {
      look_up(row);
    }
    OpenDossier* dossier = m_rules.known_dossier(row.request);
    if (has_key) {
      look_for_duplicates(row, problems);
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

  Counts counts() override
  {
    if (!m_chunked) {
      m_numbers = {}; // all is read: its memory goes to the indexes
    }
    return {m_cross_checks == CrossChecks::none ? m_trial_rows : m_writer->settle().inserted, m_updated};
  }
  std::optional<formats::DecimalMark> decimal_seen() const override { return m_rows.decimal_seen(); }

private:
  // The numbers that the store has of a provider are known before the first of them is looked for; of one who has sent very many,
  // each is asked for, so that memory has a bound.
  void look_up(const formats::InvoiceRow& row)
  {
    const domain::Siren provider = row.issuer->siren();
    if (m_any_before && m_providers.insert(provider.number())) {
      m_writer->rest();
      if (m_context.store.invoices().more_than(k_most_known, provider)) {
        m_large_providers.insert(provider.number());
      } else {
        m_context.store.invoices().each_number(
          provider, [&](const std::string& number) { m_numbers.add_before(provider.number(), number); });
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
  void look_for_duplicates(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    switch (m_numbers.insert()) {
    case KnownNumbers::Answer::again:
      problems.errors.push_back({formats::k_inv_number, std::string(row.number), {"row.duplicate", {}}});
      break;
    case KnownNumbers::Answer::other_case:
      problems.warnings.push_back(
        {formats::k_inv_number, std::string(row.number), {"invoice.near_duplicate", {std::string(row.number)}}});
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
      problems.errors.push_back({formats::k_inv_request, std::string(row.request), dossier.error()});
      return nullptr;
    }
    return *dossier;
  }

  domain::Invoice invoice_of(const formats::InvoiceRow& row) const
  {
    return {std::string(row.number), *row.issuer, std::string(row.request), *row.date, *row.amounts,
            row.iban.empty() ? std::nullopt : std::optional(*domain::Iban::parse(row.iban)), std::nullopt, std::string(row.file),
            domain::InvoiceState::deposee, m_context.now()};
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
    if (known && same(*known, invoice_of(row))) {
      add_document(*known, row, problems);
      return;
    }
    if (!dossier.instalments.empty()) { // a row has no room for one
      problems.errors.push_back({formats::k_inv_request, std::string(row.request), {"invoice.instalment_required", {std::string(row.request)}}});
      return;
    }
    const util::Outcome fits = known ? m_rules.check(invoice_of(row), dossier)
                                     : InvoiceRules::claim({*row.issuer, row.amounts->without_tax}, dossier);
    if (!fits) {
      return tell(fits, problems);
    }
    const auto document = attach(row, problems);
    if (document) {
      store::Invoices::put(*m_writer,
                           {row.number, *row.issuer, dossier.key, *row.date, *row.amounts, row.iban, *document, row.file});
    }
  }

  static void tell(const util::Outcome& outcome, formats::RowProblems& problems)
  {
    for (const util::Error& error : outcome ? util::Errors{} : outcome.errors()) {
      problems.errors.push_back({column_for(error.code), error.args[0], error});
    }
  }

  // The digest of the file a row names, empty when it names none; nothing, and told, when it cannot be taken.
  std::optional<std::string> attach(const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    if (row.file.empty()) {
      return "";
    }
    m_writer->rest();
    const util::Result<std::string> digest = m_attachments.keep(std::string(row.file));
    if (!digest) {
      problems.errors.push_back({formats::k_inv_file, std::string(row.file), digest.error()});
      return std::nullopt;
    }
    return *digest;
  }

  // An invoice that is there may still lack the file its row names, or have another. A file that was kept need not lie there again.
  void add_document(const domain::Invoice& known, const formats::InvoiceRow& row, formats::RowProblems& problems)
  {
    const bool kept = known.document && known.file_name == row.file && !m_attachments.is_there(std::string(row.file));
    const auto document = kept || row.file.empty() ? std::nullopt : attach(row, problems);
    if (document && (*document != known.document || known.file_name != row.file)) {
      if (known.state != domain::InvoiceState::deposee && known.state != domain::InvoiceState::en_traitement) { // what was looked at stays
        problems.errors.push_back({formats::k_inv_file, std::string(row.file), {"invoice.decided", {known.number, domain::to_text(known.state)}}});
        return;
      }
      m_context.store.invoices().set_document(known.issuer.siren(), known.number, *document, row.file);
      ++m_updated;
    }
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  bool m_chunked;
  InvoiceRules m_rules;
  Attachments m_attachments;
  formats::RowReader m_rows;
  std::unique_ptr<store::BulkWriter> m_writer;
  bool m_any_before;
  static constexpr std::int64_t k_most_known = 500'000;
  util::KeySet m_providers;       // whose numbers the store had are among m_numbers
  util::KeySet m_large_providers; // but for these
  KnownNumbers m_numbers;
  std::int64_t m_trial_rows = 0, m_updated = 0;
};

} // namespace

std::unique_ptr<RowLoader> load_invoices(const LoaderSetup& setup)
{
  return std::make_unique<InvoiceLoader>(setup);
}

} // namespace myatlas::services

#include <algorithm>

#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/dossiers/request_form.hpp"
#include "services/files/attachments.hpp"
#include "services/files/known_references.hpp"
#include "services/files/loader.hpp"
#include "services/files/request_filing.hpp"
#include "services/files/told.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::RequestDocument;
using domain::Siren;
using domain::Siret;
using formats::RequestRow;
using enum formats::RequestColumn;

constexpr ColumnOfMember k_request_columns[] = {
  {"reference", k_req_reference},
  {"siret", k_req_siret},
  {"scheme", k_req_scheme},
  {"title", k_req_title},
  {"objective", k_req_objective},
  {"provider_siret", k_req_provider},
  {"start", k_req_start},
  {"end", k_req_end},
  {"hours", k_req_hours},
  {"mode", k_req_mode},
  {"audience", k_req_audience},
  {"internal", k_req_internal},
  {"certification", k_req_certification},
  {"place", k_req_place},
  {"employees", k_req_trainees},
  {"teaching_cost", k_req_teaching},
  {"travel_cost", k_req_travel},
  {"lodging_cost", k_req_lodging},
  {"meal_cost", k_req_meals},
  {"wage_cost", k_req_wages},
  {"requested_amount", k_req_requested},
  {"co_funding", k_req_co_funding},
  {"contact_name", k_req_contact_name},
  {"contact_email", k_req_contact_email},
  {"contact_phone", k_req_contact_phone},
  {"documents", k_req_documents},
};

bool is_same_document(const RequestDocument& a, const RequestDocument& b)
{
  return a.digest == b.digest && a.use == b.use;
}

// Requests of establishments the account may file for, known again by their reference.
class RequestLoader final : public RowLoader
{
public:
  explicit RequestLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks),
      m_trial(setup.mode == store::BulkMode::trial),
      m_attachments(setup.context, setup.folder, setup.documents, setup.mode, setup.file_seen),
      m_rows(FileKind::requests, setup.header, setup.options),
      m_surroundings(setup.context, Surroundings::References::told_apart),
      m_references(setup.context.store),
      m_load(setup.context.store.funding_requests().load(setup.context.today().year()))
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    RequestRow row = m_rows.request(record, problems);
    const Result<Siret> siret = Siret::parse(row.form.siret);
    if (siret && !row.form.reference.empty()) {
      refuse_repeated(siret->siren(), row.form.reference, record.line, problems);
    }
    if (siret && m_cross_checks == CrossChecks::store) {
      take(*siret, row, problems, pass);
    } else {
      m_counts.created += problems.accepts() ? 1 : 0;
    }
  }

  Counts counts() override
  {
    m_load.settle();
    return m_counts;
  }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  void refuse_repeated(Siren company, const std::string& reference, std::uint64_t line,
                       RowProblems& problems)
  {
    if (const auto before = m_references.insert(company, reference, line)) {
      problems.refuse(duplicate_of(k_req_reference, reference, *before));
    }
  }

  void take(Siret siret, RequestRow& row, RowProblems& problems, Pass pass)
  {
    Result<Filing> filing = filing_of(siret, row);
    if (!filing) {
      tell(filing.errors(), problems.errors);
      return;
    }
    check(*filing, problems);
    if (is_to_write(problems, pass)) {
      write(*filing, problems);
    }
  }

  Result<Filing> filing_of(Siret siret, RequestRow& row)
  {
    KnownRequest known = find_known(siret, row);
    TRY_ASSIGN(FundingRequest request, known ? changed(*known, row) : made(row));
    const auto event = event_of(request, row.draft, known);
    return Filing{row, std::move(known), std::move(request), event};
  }

  // By its reference; one that has none is exported under its number, and is known by it.
  KnownRequest find_known(Siret siret, RequestRow& row)
  {
    KnownRequest known =
      m_references.was_before() ? with_reference(siret.siren(), row.form.reference) : std::nullopt;
    if (known || !m_references.any_before() || !domain::is_dossier_number(row.form.reference)) {
      return known;
    }
    return with_number(siret.siren(), row.form.reference);
  }

  KnownRequest with_reference(Siren company, const std::string& reference)
  {
    m_load.rest();
    return m_context.store.funding_requests().find_reference(company, reference);
  }

  // The number is then no reference of the dossier.
  KnownRequest with_number(Siren company, std::string& number)
  {
    m_load.rest();
    KnownRequest known = m_context.store.funding_requests().find(number, perimeter_of(m_context));
    if (!known || !known->reference.empty() || known->siret.siren() != company) {
      return std::nullopt;
    }
    number.clear();
    return known;
  }

  static void tell(const Errors& errors, std::vector<formats::CellProblem>& into)
  {
    services::tell(errors, k_request_columns, into);
  }

  Result<FundingRequest> made(const RequestRow& row)
  {
    Errors problems;
    FundingRequest request =
      new_request(m_surroundings, *m_context.actor.account(), row.form, problems);
    return util::or_problems(std::move(request), problems);
  }

  Result<FundingRequest> changed(FundingRequest request, const RequestRow& row)
  {
    TRY(m_surroundings.may_file(request.siret).or_at("siret"));
    Errors problems;
    const std::vector<domain::Trainee> before = request.trainees;
    fill(m_surroundings, request, row.form, problems);
    keep_recorded(before, request.trainees);
    return util::or_problems(std::move(request), problems);
  }

  // Of a row whose reference stands above too, all was told with the one before.
  void check(const Filing& filing, RowProblems& problems)
  {
    if (filing.event && !m_references.was_written() && may_follow(filing, problems) &&
        filing.sends()) {
      look_at(filing, problems);
    }
  }

  // Whether the dossier is where that may be done to it.
  static bool may_follow(const Filing& filing, RowProblems& problems)
  {
    if (!filing.known) {
      return true;
    }
    const auto next = domain::after(filing.known->number, filing.known->state, *filing.event);
    if (!next) {
      problems.refuse(k_req_reference, filing.request.reference, next.error());
    }
    return bool(next);
  }

  void look_at(const Filing& filing, RowProblems& problems)
  {
    const auto found = domain::findings(filing.request, m_surroundings.facts_about(filing.request));
    tell(of_severity(found, domain::Severity::blocks), problems.errors);
    Errors warnings = of_severity(found, domain::Severity::warns);
    if (!filing.row.documents.empty()) { // its row brings them
      drop_missing_documents(warnings);
    }
    tell(warnings, problems.warnings);
  }

  static void drop_missing_documents(Errors& warnings)
  {
    std::erase_if(warnings,
                  [](const Error& one) { return one.code == "request.documents_missing"; });
  }

  void write(Filing& filing, RowProblems& problems)
  {
    std::vector<RequestDocument> documents = documents_in(filing.row, problems);
    if (!problems.accepts()) {
      return;
    }
    if (filing.event) {
      put(filing);
    }
    const bool is_added = attach(filing.request, documents);
    count(filing, is_added);
  }

  void count(const Filing& filing, bool is_added)
  {
    m_counts.created += filing.known ? 0 : 1;
    m_counts.updated += filing.known && (filing.event || is_added) ? 1 : 0;
  }

  void put(Filing& filing)
  {
    FundingRequest& request = filing.request;
    request.state = filing.sends() ? domain::RequestState::transmis : request.state;
    request.changed = m_context.now();
    if (!m_trial) {
      put(request, {m_context.now(), m_context.actor.name(), *filing.event, request.state,
                    changed_by(filing)});
    }
    m_references.was_put();
  }

  // A new one goes with the others of the file; one that was there is changed at once.
  void put(FundingRequest& request, const domain::RequestChange& change)
  {
    if (request.number.empty()) {
      m_load.put(request, change);
    } else {
      put_at_once(request, change);
    }
  }

  void put_at_once(FundingRequest& request, const domain::RequestChange& change)
  {
    m_load.rest();
    store::FundingRequests requests = m_context.store.funding_requests();
    requests.put(request);
    requests.add_change(request, change);
  }

  std::vector<RequestDocument> documents_in(const RequestRow& row, RowProblems& problems)
  {
    std::vector<RequestDocument> documents;
    if (!row.documents.empty()) {
      m_load.rest();
    }
    for (const auto& [kind, name] : row.documents) {
      if (auto document = kept_document(kind, name)) {
        documents.push_back(*std::move(document));
      } else {
        problems.refuse(k_req_documents, name, document.error());
      }
    }
    return documents;
  }

  Result<RequestDocument> kept_document(const std::string& kind, const std::string& name)
  {
    const Result<domain::DocumentUse> use = domain::parse_document_use(kind);
    const Result<std::string> digest = m_attachments.keep(name);
    if (!use) {
      return use.error();
    }
    if (!digest) {
      return digest.error();
    }
    return document_of(*use, name, *digest);
  }

  RequestDocument document_of(domain::DocumentUse use, const std::string& name,
                              const std::string& digest) const
  {
    return {.request = "",
            .use = use,
            .file_name = name,
            .digest = digest,
            .media_type = "",
            .added_by = m_context.actor.name(),
            .added = m_context.now()};
  }

  // Those that are not there yet; whether there were any.
  bool attach(const FundingRequest& request, std::vector<RequestDocument>& documents)
  {
    bool any = false;
    for (RequestDocument& document : documents) {
      any |= add_if_new(request, document);
    }
    return any;
  }

  bool add_if_new(const FundingRequest& request, RequestDocument& document)
  {
    m_load.rest();
    store::FundingRequests requests = m_context.store.funding_requests();
    const bool is_new = !has_document(requests.documents(request), document);
    if (is_new && !m_trial) {
      requests.add_document(request, document);
    }
    return is_new;
  }

  static bool has_document(const std::vector<RequestDocument>& there, const RequestDocument& one)
  {
    return std::ranges::any_of(
      there, [&](const RequestDocument& known) { return is_same_document(known, one); });
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  bool m_trial;
  Attachments m_attachments;
  formats::RowReader m_rows;
  Surroundings m_surroundings;
  KnownReferences m_references;
  store::RequestLoad m_load;
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_requests(const LoaderSetup& setup)
{
  return std::make_unique<RequestLoader>(setup);
}

} // namespace myatlas::services

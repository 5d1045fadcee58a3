#include <algorithm>

#include "domain/dossiers/request_edit.hpp"
#include "formats/json/json_records.hpp"
#include "services/dossiers/request_form.hpp"
#include "services/files/attachments.hpp"
#include "services/files/known_references.hpp"
#include "services/files/loader.hpp"
#include "services/files/told.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

constexpr ColumnOfMember k_request_columns[] = {
  {"reference", formats::k_req_reference},
  {"siret", formats::k_req_siret},
  {"scheme", formats::k_req_scheme},
  {"title", formats::k_req_title},
  {"objective", formats::k_req_objective},
  {"provider_siret", formats::k_req_provider},
  {"start", formats::k_req_start},
  {"end", formats::k_req_end},
  {"hours", formats::k_req_hours},
  {"mode", formats::k_req_mode},
  {"audience", formats::k_req_audience},
  {"internal", formats::k_req_internal},
  {"certification", formats::k_req_certification},
  {"place", formats::k_req_place},
  {"employees", formats::k_req_trainees},
  {"teaching_cost", formats::k_req_teaching},
  {"travel_cost", formats::k_req_travel},
  {"lodging_cost", formats::k_req_lodging},
  {"meal_cost", formats::k_req_meals},
  {"wage_cost", formats::k_req_wages},
  {"requested_amount", formats::k_req_requested},
  {"co_funding", formats::k_req_co_funding},
  {"contact_name", formats::k_req_contact_name},
  {"contact_email", formats::k_req_contact_email},
  {"contact_phone", formats::k_req_contact_phone},
  {"documents", formats::k_req_documents},
};

// Requests of establishments the account may file for, known again by their reference.
class RequestLoader final : public RowLoader
{
public:
  explicit RequestLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks),
      m_trial(setup.mode == store::BulkMode::trial),
      m_attachments(setup.context, setup.folder, setup.documents, setup.mode),
      m_rows(formats::FileKind::requests, setup.header, setup.options),
      m_surroundings(setup.context, Surroundings::References::told_apart),
      m_references(setup.context.store),
      m_load(setup.context.store.funding_requests().load(setup.context.today().year()))
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    formats::RequestRow row = m_rows.request(record, problems);
    const util::Result<domain::Siret> siret = domain::Siret::parse(row.form.siret);
    const bool has_key = siret && !row.form.reference.empty();
    const std::uint64_t before =
      has_key ? m_references.insert(siret->siren(), row.form.reference, record.line) : 0;
    if (before != 0) {
      problems.errors.push_back(duplicate_of(formats::k_req_reference, row.form.reference, before));
    }
    if (m_cross_checks == CrossChecks::none || !siret) {
      m_counts.created += problems.errors.empty() ? 1 : 0;
      return;
    }
    const Known known = find_known(*siret, row);
    util::Result<domain::FundingRequest> request = known ? changed(*known, row) : made(row);
    if (!request) {
      tell(request.errors(), problems.errors);
      return;
    }
    const auto event = event_of(*request, row, known);
    if (event && !m_references.was_written()) { // its findings were told with the row before
      look_at(*request, row, known, *event, problems);
    }
    if (problems.errors.empty() && pass == Pass::write) {
      write(*std::move(request), row, known, event, problems);
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
  using Known = std::optional<domain::FundingRequest>;

  // By its reference; one that has none is exported under its number, and is known by it.
  Known find_known(domain::Siret siret, formats::RequestRow& row)
  {
    store::FundingRequests requests = m_context.store.funding_requests();
    if (m_references.was_before()) {
      m_load.rest();
      if (auto known = requests.find_reference(siret.siren(), row.form.reference)) {
        return known;
      }
    }
    if (!m_references.any_before() || !domain::is_dossier_number(row.form.reference)) {
      return std::nullopt;
    }
    m_load.rest();
    auto numbered = requests.find(row.form.reference, perimeter_of(m_context));
    if (!numbered || !numbered->reference.empty() || numbered->siret.siren() != siret.siren()) {
      return std::nullopt;
    }
    row.form.reference.clear();
    return numbered;
  }

  static void tell(const util::Errors& errors, std::vector<formats::CellProblem>& into)
  {
    services::tell(errors, k_request_columns, into);
  }

  util::Result<domain::FundingRequest> made(const formats::RequestRow& row)
  {
    util::Errors problems;
    domain::FundingRequest request =
      new_request(m_surroundings, *m_context.actor.account(), row.form, problems);
    return problems.empty() ? util::Result<domain::FundingRequest>(std::move(request))
                            : util::Result<domain::FundingRequest>(problems);
  }

  util::Result<domain::FundingRequest> changed(domain::FundingRequest request,
                                               const formats::RequestRow& row)
  {
    TRY(m_surroundings.may_file(request.siret).or_at("siret"));
    util::Errors problems;
    const std::vector<domain::Trainee> before = request.trainees;
    fill(m_surroundings, request, row.form, problems);
    // Who stays stays as recorded: that an employee of this name was entered since is no change of
    // the dossier.
    for (domain::Trainee& trainee : request.trainees) {
      const auto same = std::ranges::find(before, trainee.name, &domain::Trainee::name);
      trainee.employee = same == before.end() ? trainee.employee : same->employee;
    }
    return problems.empty() ? util::Result<domain::FundingRequest>(request)
                            : util::Result<domain::FundingRequest>(problems);
  }

  // What a row does to its dossier: nothing when it says what is there.
  static std::optional<domain::RequestEvent> event_of(const domain::FundingRequest& request,
                                                      const formats::RequestRow& row,
                                                      const Known& known)
  {
    if (!known) {
      return row.draft ? domain::RequestEvent::create_draft : domain::RequestEvent::submit;
    }
    const bool sends = known->state == domain::RequestState::brouillon && !row.draft;
    if (!sends &&
        (*known == request || formats::audit_text(*known) == formats::audit_text(request))) {
      return std::nullopt;
    }
    return sends ? domain::RequestEvent::submit : domain::RequestEvent::edit;
  }

  void look_at(const domain::FundingRequest& request, const formats::RequestRow& row,
               const Known& known, domain::RequestEvent event, formats::RowProblems& problems)
  {
    if (known) {
      const auto next = domain::after(known->number, known->state, event);
      if (!next) {
        problems.errors.push_back({formats::k_req_reference, request.reference, next.error()});
        return;
      }
    }
    if (event == domain::RequestEvent::submit) {
      const auto found = domain::findings(request, m_surroundings.facts_about(request));
      tell(of_severity(found, domain::Severity::blocks), problems.errors);
      util::Errors warnings = of_severity(found, domain::Severity::warns);
      std::erase_if(warnings, [&](const util::Error& e) {
        return e.code == "request.documents_missing" && !row.documents.empty();
      });
      tell(warnings, problems.warnings);
    }
  }

  void write(domain::FundingRequest request, const formats::RequestRow& row, const Known& known,
             std::optional<domain::RequestEvent> event, formats::RowProblems& problems)
  {
    std::vector<domain::RequestDocument> documents = documents_in(row, problems);
    if (!problems.errors.empty()) {
      return;
    }
    if (event) {
      request.state =
        *event == domain::RequestEvent::submit ? domain::RequestState::transmis : request.state;
      request.changed = m_context.now();
      const bool is_edit = known && *event == domain::RequestEvent::edit;
      const std::string changed =
        is_edit ? domain::joined(domain::changed_members(*known, request)) : "";
      put(request, {m_context.now(), m_context.actor.name(), *event, request.state, changed});
      m_references.was_put();
    }
    const bool attached = attach(request, std::move(documents));
    m_counts.created += known ? 0 : 1;
    m_counts.updated += known && (event || attached) ? 1 : 0;
  }

  // A new one goes with the others of the file; one that was there is changed at once.
  void put(domain::FundingRequest& request, const domain::RequestChange& change)
  {
    if (m_trial) {
      return;
    }
    if (request.number.empty()) {
      m_load.put(request, change);
      return;
    }
    m_load.rest();
    store::FundingRequests requests = m_context.store.funding_requests();
    requests.put(request);
    requests.add_change(request, change);
  }

  std::vector<domain::RequestDocument> documents_in(const formats::RequestRow& row,
                                                    formats::RowProblems& problems)
  {
    std::vector<domain::RequestDocument> documents;
    if (!row.documents.empty()) {
      m_load.rest();
    }
    for (const auto& [kind, name] : row.documents) {
      const util::Result<domain::DocumentUse> use = domain::parse_document_use(kind);
      const util::Result<std::string> digest = m_attachments.keep(name);
      if (!use || !digest) {
        problems.errors.push_back(
          {formats::k_req_documents, name, use ? digest.error() : use.error()});
        continue;
      }
      documents.push_back({.request = "",
                           .use = *use,
                           .file_name = name,
                           .digest = *digest,
                           .media_type = "",
                           .added_by = m_context.actor.name(),
                           .added = m_context.now()});
    }
    return documents;
  }

  // Those that are not there yet; whether there were any.
  bool attach(const domain::FundingRequest& request, std::vector<domain::RequestDocument> documents)
  {
    store::FundingRequests requests = m_context.store.funding_requests();
    bool any = false;
    for (domain::RequestDocument& document : documents) {
      m_load.rest();
      const auto there = requests.documents(request);
      const bool same =
        std::any_of(there.begin(), there.end(), [&](const domain::RequestDocument& d) {
          return d.digest == document.digest && d.use == document.use;
        });
      if (!same && !m_trial) {
        requests.add_document(request, document);
      }
      any = any || !same;
    }
    return any;
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

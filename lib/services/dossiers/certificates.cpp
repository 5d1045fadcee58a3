#include "services/dossiers/certificates.hpp"

#include <algorithm>

#include "domain/dossiers/provider_part.hpp"
#include "domain/values/codes.hpp"
#include "domain/values/person.hpp"
#include "formats/json/json_records.hpp"
#include "services/companies/proof.hpp"
#include "services/dossiers/documents.hpp"
#include "services/dossiers/dossier_part.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/recoveries.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

std::string name_in(const std::string& text, const char* member, util::Errors& problems)
{
  if (!require({{member, &text}}, problems)) {
    return {};
  }
  const auto name = util::collect(domain::Name::parse(text), problems, member);
  return name ? name->text() : "";
}

domain::Date date_in(const std::string& text, const std::optional<domain::Date>& otherwise,
                     const char* member, util::Errors& problems)
{
  if (text.empty() && otherwise) {
    return *otherwise;
  }
  if (!require({{member, &text}}, problems)) {
    return domain::Date::of_days(0);
  }
  return util::collect(domain::Date::parse(text), problems, member)
    .value_or(domain::Date::of_days(0));
}

// Which module it is for, and its provider: what was carried out is that module's.
void take_part(const Context& context, const CertificateForm& form,
               const domain::FundingRequest& request, domain::Certificate& c,
               util::Errors& problems)
{
  if (request.providers().empty()) { // not one that was accepted, which is told
    return;
  }
  const auto part =
    util::collect(part_of_dossier(context, form.module, "", request), problems, "module");
  if (!part) {
    return;
  }
  c.provider = part->issuer;
  c.module = part->module;
  const domain::TrainingModule* module = domain::module_at(request, c.module);
  if (module != nullptr) {
    c.title = module->title;
    c.activity_number = module->activity_number;
  } else if (!request.modules.empty()) {
    problems.push_back(util::Error{"module.required", {request.number}}.at("module"));
  }
}

std::string name_of(const Context& context, domain::Siret siret)
{
  const auto establishment = context.store.opco_register().establishment(siret);
  return establishment ? establishment->name : "";
}

// What it told of itself, else what the register calls it.
std::string provider_name(const Context& context, domain::Siret siret)
{
  const std::string told = particulars_of(context, siret.siren()).name;
  return told.empty() ? name_of(context, siret) : told;
}

// How who signs is addressed: as told, or as the account in use when it is its holder who signs.
std::optional<domain::Title> title_in(const Context& context, const CertificateForm& form,
                                      const std::string& signatory, util::Errors& problems)
{
  if (!form.representative_title.empty()) {
    return util::collect(domain::parse_title(form.representative_title), problems,
                         "representative_title");
  }
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return std::nullopt;
  }
  const std::string first = account->first_name.text(), last = account->last_name.text(),
                    name = util::fold(signatory);
  const bool is_holder =
    name == util::fold(first + " " + last) || name == util::fold(last + " " + first);
  return is_holder ? std::optional(account->title) : std::nullopt;
}

domain::Certificate certificate_in(const Context& context, const CertificateForm& form,
                                   const domain::FundingRequest& request, util::Errors& problems)
{
  domain::Certificate c;
  const domain::ProviderIdentity* own = context.actor.provider(domain::AccessRole::manager);
  c.request = request.number;
  c.siret = request.siret;
  c.title = request.title;
  c.nature = domain::nature_of(request.scheme);
  take_part(context, form, request, c, problems);
  c.activity_number = own != nullptr && own->siret.siren() == c.provider.siren()
                        ? own->activity_number.text()
                        : c.activity_number;
  if (!form.activity_number.empty()) {
    const auto number = util::collect(domain::ActivityNumber::parse(form.activity_number), problems,
                                      "activity_number");
    c.activity_number = number ? number->text() : "";
  }
  const bool alone = form.trainee.empty() && request.trainees.size() == 1;
  c.trainee = alone ? request.trainees.front().name : name_in(form.trainee, "trainee", problems);
  if (const domain::Trainee* same = domain::trainee_named(request, c.trainee)) {
    c.trainee = same->name; // as the dossier spells it
  }
  c.from = date_in(form.from, request.start, "from", problems);
  c.to = date_in(form.to, request.last_day(), "to", problems);
  c.signed_on = date_in(form.date, context.today(), "date", problems);
  c.representative = name_in(form.representative, "representative", problems);
  c.role = name_in(form.role, "role", problems);
  c.title_of_representative = title_in(context, form, c.representative, problems);
  c.place = name_in(form.place, "place", problems);
  c.provider_name = provider_name(context, c.provider);
  c.company_name = name_of(context, c.siret);
  require({{"hours", &form.hours}}, problems);
  take(c.hours, form.hours, domain::parse_hours, "hours", problems);
  c.kind = domain::usual_kind(c.to, request);
  take(c.kind, form.kind, domain::parse_certificate_kind, "kind", problems);
  return c;
}

// Whether the account may attest as the provider: it is that, or the member trains its own people.
bool attests_for(const Context& context, const domain::Certificate& certificate)
{
  const domain::ProviderIdentity* own = context.actor.provider(domain::AccessRole::manager);
  const domain::Siren provider = certificate.provider.siren();
  return provider == certificate.siret.siren() ||
         (own != nullptr && own->siret.siren() == provider);
}

// The certificate that it takes the place of, because it was made wrongly: one of the same dossier
// and provider.
util::Result<domain::Certificate> replaced_by_it(const Context& context,
                                                 const CertificateForm& form,
                                                 const domain::Certificate& certificate)
{
  const std::string number = util::to_upper(util::trim(form.replaces));
  const auto found = context.store.certificates().find(number, perimeter_of(context));
  const bool is_own = found && found->request == certificate.request &&
                      found->provider.siren() == certificate.provider.siren();
  if (!is_own) {
    return util::Error{"certificate.unknown", {form.replaces}};
  }
  return found->replaced_by.empty() ? util::Result<domain::Certificate>(*found)
                                    : util::Result<domain::Certificate>(util::Error{
                                        "certificate.replaced", {number, found->replaced_by}});
}

void check_others(const Context& context, const domain::Certificate& certificate,
                  const std::optional<domain::Certificate>& replaced,
                  const domain::FundingRequest& request, util::Errors& problems)
{
  std::int64_t certified = 0;
  for (const domain::Certificate& other : context.store.certificates().standing(request.number)) {
    const bool is_replaced = replaced && replaced->number == other.number;
    if (is_replaced || util::fold(other.trainee) != util::fold(certificate.trainee) ||
        other.module != certificate.module) {
      continue;
    }
    certified += other.hours;
    if (other.kind == domain::CertificateKind::last) {
      problems.push_back(
        util::Error{"certificate.final_exists", {other.trainee, other.number}}.at("trainee"));
    }
  }
  const util::Errors found =
    domain::certificate_problems(certificate, request, certified, context.today());
  problems.insert(problems.end(), found.begin(), found.end());
}

} // namespace

util::Result<domain::Certificate> upload_certificate(const Context& context,
                                                     const CertificateForm& form)
{
  TRY(acting_account(context));
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const domain::FundingRequest request,
             own_request(context, form.request, Act::invoice));
  util::Errors problems;
  domain::Certificate certificate = certificate_in(context, form, request, problems);
  const auto replaced =
    form.replaces.empty()
      ? std::nullopt
      : util::collect(replaced_by_it(context, form, certificate), problems, "replaces");
  if (problems.empty()) {
    check_others(context, certificate, replaced, request, problems);
  }
  const bool is_of_somebody =
    certificate.provider != domain::Certificate{}.provider; // else that is told
  if (form.file_name.empty() && is_of_somebody && !attests_for(context, certificate)) {
    problems.push_back(
      util::Error{"certificate.of_provider", {certificate.provider.digits()}}.at("file"));
  }
  const auto document =
    form.file_name.empty()
      ? std::nullopt
      : util::collect(document_of(form.file_name, form.content), problems, "file");
  if (!problems.empty()) {
    return problems;
  }
  if (document) {
    certificate.document = document->digest;
    certificate.file_name = form.file_name;
    TRY(keep(context, *document, form.content));
  }
  const Debts asked_back = debts_of(balances_of(context, request)); // until now
  certificate.number = context.store.certificates().next_number(context.today().year());
  certificate.created = context.now();
  certificate.created_by = context.actor.name();
  context.store.certificates().put(certificate, request.siret.siren());
  write.record({store::AuditKind::certificate, certificate.number}, std::nullopt,
               formats::audit_text(certificate));
  if (replaced) {
    domain::Certificate before = *replaced;
    before.replaced_by = certificate.number;
    context.store.certificates().replace(replaced->number, certificate.number);
    write.record({store::AuditKind::certificate, replaced->number}, formats::audit_text(*replaced),
                 formats::audit_text(before));
  }
  const RepaymentClaims claims(context, request, asked_back);
  claims.ask_anew();
  claims.withdraw();
  write.commit();
  return certificate;
}

std::vector<domain::Certificate> list_certificates(const Context& context,
                                                   const std::string& request)
{
  return context.store.certificates().list(util::to_upper(util::trim(request)),
                                           perimeter_of(context));
}

util::Result<domain::Certificate> get_certificate(const Context& context, const std::string& number)
{
  TRY(may_read(context));
  auto found =
    context.store.certificates().find(util::to_upper(util::trim(number)), perimeter_of(context));
  if (!found) {
    return util::Error{"certificate.unknown", {number}}.at("number");
  }
  if (found->provider_name.empty() &&
      found->company_name.empty()) { // issued before names were kept
    found->provider_name = provider_name(context, found->provider);
    found->company_name = name_of(context, found->siret);
  }
  return *found;
}

util::Result<std::string> certificate_file(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const domain::Certificate view, get_certificate(context, number));
  const domain::Certificate& certificate = view;
  return certificate.document
           ? fetch_document(context, *certificate.document, certificate.file_name)
           : util::Result<std::string>(util::Error{"document.none", {certificate.number}});
}

} // namespace myatlas::services

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

using domain::AccessRole;
using domain::Account;
using domain::Certificate;
using domain::Date;
using domain::FundingRequest;
using domain::ProviderIdentity;
using domain::Siret;
using formats::audit_text;
using util::collect;
using util::fold;

// A certificate as it is made of its form and its dossier, and all that is wrong with it.
struct CertificateDraft
{
  const Context& context;
  const CertificateForm& form;
  const FundingRequest& request;
  Errors& problems;
  Certificate certificate = {};

  void begin();
  void take_part();
  void take_module();
  void take_activity_number();
  void take_trainee();
  void take_period();
  void take_signatory();
  void take_title();
  void name_parties();
  void take_hours();
  std::string name_in(const std::string& text, const char* member);
  std::optional<Date> day_in(const std::string& text, const char* member);
  bool is_signed_by(const Account& account) const;
};

std::string CertificateDraft::name_in(const std::string& text, const char* member)
{
  if (!require({{member, &text}}, problems)) {
    return {};
  }
  const auto name = collect(domain::Name::parse(text), problems, member);
  return name ? name->text() : "";
}

std::optional<Date> CertificateDraft::day_in(const std::string& text, const char* member)
{
  const bool is_given = require({{member, &text}}, problems);
  return is_given ? collect(Date::parse(text), problems, member) : std::nullopt;
}

// Which module it is for, and its provider: what was carried out is that module's.
void CertificateDraft::take_part()
{
  if (request.providers().empty()) { // not one that was accepted, which is told
    return;
  }
  const auto part = collect(part_of_dossier(context, form.module, "", request), problems, "module");
  if (part) {
    certificate.provider = part->issuer;
    certificate.module = part->module;
    take_module();
  }
}

void CertificateDraft::take_module()
{
  if (const auto* module = domain::module_at(request, certificate.module)) {
    certificate.title = module->title;
    certificate.activity_number = module->activity_number;
  } else if (!request.modules.empty()) {
    problems.push_back(Error{"module.required", {request.number}}.at("module"));
  }
}

// The provider's own, that of the module, or as it is told.
void CertificateDraft::take_activity_number()
{
  const ProviderIdentity* own = context.actor.provider(AccessRole::manager);
  if (own != nullptr && own->siret.siren() == certificate.provider.siren()) {
    certificate.activity_number = own->activity_number.text();
  }
  if (!form.activity_number.empty()) {
    const auto number =
      collect(domain::ActivityNumber::parse(form.activity_number), problems, "activity_number");
    certificate.activity_number = number ? number->text() : "";
  }
}

void CertificateDraft::take_trainee()
{
  const bool alone = form.trainee.empty() && request.trainees.size() == 1;
  certificate.trainee = alone ? request.trainees.front().name : name_in(form.trainee, "trainee");
  if (const auto* same = domain::trainee_named(request, certificate.trainee)) {
    certificate.trainee = same->name; // as the dossier spells it
  }
}

// A day that is not told is the training's, or today.
void CertificateDraft::take_period()
{
  const auto take_day = [&](const std::string& text, const std::optional<Date>& otherwise,
                            const char* member, Date& day) {
    const bool is_known = text.empty() && otherwise;
    day = (is_known ? otherwise : day_in(text, member)).value_or(day);
  };
  take_day(form.from, request.start, "from", certificate.from);
  take_day(form.to, request.last_day(), "to", certificate.to);
  take_day(form.date, context.today(), "date", certificate.signed_on);
}

void CertificateDraft::take_signatory()
{
  certificate.representative = name_in(form.representative, "representative");
  certificate.role = name_in(form.role, "role");
  take_title();
  certificate.place = name_in(form.place, "place");
}

std::string name_of(const Context& context, Siret siret)
{
  const auto establishment = context.store.opco_register().establishment(siret);
  return establishment ? establishment->name : "";
}

// What it told of itself, else what the register calls it.
std::string provider_name(const Context& context, Siret siret)
{
  const std::string told = particulars_of(context, siret.siren()).name;
  return told.empty() ? name_of(context, siret) : told;
}

bool CertificateDraft::is_signed_by(const Account& account) const
{
  const std::string first = account.first_name.text(), last = account.last_name.text(),
                    name = fold(certificate.representative);
  return name == fold(first + " " + last) || name == fold(last + " " + first);
}

// How who signs is addressed: as told, or as the account in use when it is its holder who signs.
void CertificateDraft::take_title()
{
  if (!form.representative_title.empty()) {
    certificate.title_of_representative =
      collect(domain::parse_title(form.representative_title), problems, "representative_title");
    return;
  }
  const Result<Account> account = acting_account(context);
  if (account && is_signed_by(*account)) {
    certificate.title_of_representative = account->title;
  }
}

void CertificateDraft::name_parties()
{
  certificate.provider_name = provider_name(context, certificate.provider);
  certificate.company_name = name_of(context, certificate.siret);
}

void CertificateDraft::take_hours()
{
  require({{"hours", &form.hours}}, problems);
  take(certificate.hours, form.hours, domain::parse_hours, "hours", problems);
  certificate.kind = domain::usual_kind(certificate.to, request);
  take(certificate.kind, form.kind, domain::parse_certificate_kind, "kind", problems);
}

void CertificateDraft::begin()
{
  certificate.request = request.number;
  certificate.siret = request.siret;
  certificate.title = request.title;
  certificate.nature = domain::nature_of(request.scheme);
}

Certificate certificate_in(const Context& context, const CertificateForm& form,
                           const FundingRequest& request, Errors& problems)
{
  CertificateDraft draft{context, form, request, problems};
  draft.begin();
  draft.take_part();
  draft.take_activity_number();
  draft.take_trainee();
  draft.take_period();
  draft.take_signatory();
  draft.name_parties();
  draft.take_hours();
  return draft.certificate;
}

// Whether the account may attest as the provider: it is that, or the member trains its own people.
bool attests_for(const Context& context, const Certificate& certificate)
{
  const ProviderIdentity* own = context.actor.provider(AccessRole::manager);
  const domain::Siren provider = certificate.provider.siren();
  return provider == certificate.siret.siren() ||
         (own != nullptr && own->siret.siren() == provider);
}

std::optional<Certificate> certificate_numbered(const Context& context, const std::string& number)
{
  return context.store.certificates().find(number_typed(number), perimeter_of(context));
}

bool is_of_same_dossier(const Certificate& one, const Certificate& other)
{
  return one.request == other.request && one.provider.siren() == other.provider.siren();
}

// The certificate that it takes the place of, because it was made wrongly: one of the same dossier
// and provider.
Result<Certificate> replaced_by_it(const Context& context, const CertificateForm& form,
                                   const Certificate& certificate)
{
  const auto found = certificate_numbered(context, form.replaces);
  if (!found || !is_of_same_dossier(*found, certificate)) {
    return Error{"certificate.unknown", {form.replaces}};
  }
  if (!found->replaced_by.empty()) {
    return Error{"certificate.replaced", {found->number, found->replaced_by}};
  }
  return *found;
}

bool is_of_same_hours(const Certificate& one, const Certificate& other)
{
  return fold(one.trainee) == fold(other.trainee) && one.module == other.module;
}

// The others of the same trainee and module, but for the one whose place it takes.
std::vector<Certificate> beside(const Context& context, const Certificate& certificate,
                                const std::optional<Certificate>& replaced)
{
  auto others = context.store.certificates().standing(certificate.request);
  std::erase_if(others, [&](const Certificate& other) {
    const bool is_replaced = replaced && replaced->number == other.number;
    return is_replaced || !is_of_same_hours(other, certificate);
  });
  return others;
}

void check_others(const Context& context, const Certificate& certificate,
                  const std::optional<Certificate>& replaced, const FundingRequest& request,
                  Errors& problems)
{
  std::int64_t certified = 0;
  for (const Certificate& other : beside(context, certificate, replaced)) {
    certified += other.hours;
    if (other.kind == domain::CertificateKind::last) {
      problems.push_back(
        Error{"certificate.final_exists", {other.trainee, other.number}}.at("trainee"));
    }
  }
  util::add_problems(domain::certificate_problems(certificate, request, certified, context.today()),
                     problems, "");
}

// Without the file of one that was signed elsewhere, it is the provider who attests.
void check_attested(const Context& context, const CertificateForm& form,
                    const Certificate& certificate, Errors& problems)
{
  const bool is_of_somebody = certificate.provider != Certificate{}.provider; // else that is told
  if (form.file_name.empty() && is_of_somebody && !attests_for(context, certificate)) {
    problems.push_back(
      Error{"certificate.of_provider", {certificate.provider.digits()}}.at("file"));
  }
}

// Keeps it under a number of its own.
void put_certificate(const Context& context, Transaction& write, Certificate& certificate)
{
  certificate.number = context.store.certificates().next_number(context.today().year());
  certificate.created = context.now();
  certificate.created_by = context.actor.name();
  context.store.certificates().put(certificate, certificate.siret.siren());
  write.record({store::AuditKind::certificate, certificate.number}, std::nullopt,
               audit_text(certificate));
}

void put_aside(const Context& context, Transaction& write, const Certificate& replaced,
               const std::string& by)
{
  Certificate after = replaced;
  after.replaced_by = by;
  context.store.certificates().replace(replaced.number, by);
  write.record({store::AuditKind::certificate, replaced.number}, audit_text(replaced),
               audit_text(after));
}

// What is to be given back may be another sum now.
void claim_anew(const Context& context, const FundingRequest& request, const Debts& asked)
{
  const RepaymentClaims claims(context, request, asked);
  claims.ask_anew();
  claims.withdraw();
}

} // namespace

Result<Certificate> upload_certificate(const Context& context, const CertificateForm& form)
{
  TRY(acting_account(context));
  TRY(put_ahead(context, form.file_name, form.content));
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest request, own_request(context, form.request, Act::invoice));
  Errors problems;
  Certificate certificate = certificate_in(context, form, request, problems);
  const auto replaced = form.replaces.empty() ? std::nullopt
                                              : collect(replaced_by_it(context, form, certificate),
                                                        problems, "replaces");
  if (problems.empty()) {
    check_others(context, certificate, replaced, request, problems);
  }
  check_attested(context, form, certificate, problems);
  const auto document = document_given(form.file_name, form.content, problems);
  if (!problems.empty()) {
    return problems;
  }
  if (document) {
    certificate.document = document->digest;
    certificate.file_name = form.file_name;
    TRY(keep(context, *document, form.content));
  }
  const Debts asked_back = debts_of(balances_of(context, request)); // until now
  put_certificate(context, write, certificate);
  if (replaced) {
    put_aside(context, write, *replaced, certificate.number);
  }
  claim_anew(context, request, asked_back);
  write.commit();
  return certificate;
}

std::vector<Certificate> list_certificates(const Context& context, const std::string& request)
{
  return context.store.certificates().list(number_typed(request), perimeter_of(context));
}

Result<Certificate> get_certificate(const Context& context, const std::string& number)
{
  TRY(may_read(context));
  auto found = certificate_numbered(context, number);
  if (!found) {
    return Error{"certificate.unknown", {number}}.at("number");
  }
  if (found->provider_name.empty() &&
      found->company_name.empty()) { // issued before names were kept
    found->provider_name = provider_name(context, found->provider);
    found->company_name = name_of(context, found->siret);
  }
  return *found;
}

Result<std::string> certificate_file(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const Certificate certificate, get_certificate(context, number));
  if (!certificate.document) {
    return Error{"document.none", {certificate.number}};
  }
  return fetch_document(context, *certificate.document, certificate.file_name);
}

} // namespace myatlas::services

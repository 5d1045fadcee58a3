#include "texts/facts.hpp"

#include <algorithm>
#include <string_view>

#include "domain/values/names.hpp"

namespace myatlas::texts {

namespace {

using services::DoctorCheck;
using services::Fact;
using services::Health;
using services::ToldFact;

struct FactWords
{
  Fact fact;
  std::string (*said)(const Texts& texts, const ToldFact& told);
};

constexpr FactWords k_fact_words[] = {
  {Fact::free_space,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trf(N_("{0} MiB free"), as_count(static_cast<std::uintmax_t>(told.count)));
   }},
  {Fact::nobody_else,
   [](const Texts& texts, const ToldFact&) {
     return std::string(texts.tr(N_("nobody else may read the store, its key or the session")));
   }},
  {Fact::shared_for_reading,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trf(N_("shared: the group {0} may read the store, its key and its documents"),
                      told.of);
   }},
  {Fact::shared_for_writing,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trf(
       N_("shared: the group {0} may read and write the store, its key and its documents"),
       told.of);
   }},
  {Fact::audit_rows,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trn("{0} row of the audit", "{0} rows of the audit", told.count);
   }},
  {Fact::later_rows,
   [](const Texts& texts, const ToldFact& told) {
     return told.of + "; " +
            texts.trn("{0} row of the audit is of a later time",
                      "{0} rows of the audit are of a later time", told.count);
   }},
  {Fact::copies,
   [](const Texts& texts, const ToldFact& told) {
     return told.of + ", " + texts.trn("{0} copy", "{0} copies", told.count);
   }},
  {Fact::documents_on_server,
   [](const Texts& texts, const ToldFact&) { return std::string(texts.tr(N_("on the server"))); }},
  {Fact::no_settings_file,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trf(N_("no file of settings ({0})"), told.of);
   }},
  {Fact::mails_into_folder,
   [](const Texts& texts, const ToldFact& told) {
     return texts.trf(N_("no mail server is set (mail_url): mails are written into {0}"), told.of);
   }},
  {Fact::system_certificates,
   [](const Texts& texts, const ToldFact&) {
     return std::string(texts.tr(N_("those of the system")));
   }},
};
static_assert(domain::has_all<k_fact_words, &FactWords::fact>());

struct CheckTitle
{
  DoctorCheck looked;
  const char* title;
};

constexpr CheckTitle k_check_titles[] = {
  {DoctorCheck::settings, N_("Settings")},
  {DoctorCheck::store, N_("Store")},
  {DoctorCheck::schema, N_("Version of the store")},
  {DoctorCheck::server, N_("Server")},
  {DoctorCheck::rights, N_("Rights of the files")},
  {DoctorCheck::writable, N_("Writing")},
  {DoctorCheck::key, N_("Key")},
  {DoctorCheck::documents, N_("Documents")},
  {DoctorCheck::clock, N_("Clock")},
  {DoctorCheck::audit, N_("Audit")},
  {DoctorCheck::backup, N_("Last backup")},
  {DoctorCheck::disk, N_("Disk")},
  {DoctorCheck::locale, N_("Language and characters")},
  {DoctorCheck::rates, N_("Rates")},
  {DoctorCheck::letters, N_("Mails")},
  {DoctorCheck::certificates, N_("Certificates")},
  {DoctorCheck::mail, N_("Mail server")},
  {DoctorCheck::company_register, N_("Public register")},
};
static_assert(domain::has_all<k_check_titles, &CheckTitle::looked>());

struct HealthWord
{
  Health health;
  const char* word;
};

constexpr HealthWord k_health_words[] = {{Health::ok, N_("fine")},
                                         {Health::warning, N_("warning")},
                                         {Health::failed, N_("wrong")},
                                         {Health::skipped, N_("not looked at")}};
static_assert(domain::has_all<k_health_words, &HealthWord::health>());

} // namespace

std::string said_of(const Texts& texts, const services::Finding& finding)
{
  if (!finding.fact) {
    return finding.detail;
  }
  return std::ranges::find(k_fact_words, finding.fact->fact, &FactWords::fact)
    ->said(texts, *finding.fact);
}

const char* title_of(const Texts& texts, DoctorCheck looked)
{
  return texts.tr(std::ranges::find(k_check_titles, looked, &CheckTitle::looked)->title);
}

const char* word_of(const Texts& texts, Health health)
{
  return texts.tr(std::ranges::find(k_health_words, health, &HealthWord::health)->word);
}

bool has_sentences(const Texts& texts)
{
  const char* const known = k_check_titles[0].title;
  return texts.language() != "fr" || std::string_view(texts.tr(known)) != known;
}

} // namespace myatlas::texts

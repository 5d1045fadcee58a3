#include "gateway/sirene.hpp"

#include <thread>

#include "formats/json/sirene_json.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

using Found = std::optional<domain::SireneEstablishment>;

constexpr std::chrono::milliseconds k_pace{200}, k_pace_of_insee{2100};

} // namespace

util::Result<CompanyRegister> CompanyRegister::open(Service service)
{
  TRY(check_url(service.url, "https", "http"));
  TRY_ASSIGN(Http http, Http::open(service.ca_file));
  return CompanyRegister(std::move(service), std::move(http));
}

void CompanyRegister::wait_for_turn()
{
  std::this_thread::sleep_until(m_next);
  m_next = std::chrono::steady_clock::now() + (m_service.key.empty() ? k_pace : k_pace_of_insee);
}

HttpRequest CompanyRegister::request_about(domain::Siret siret) const
{
  HttpRequest request;
  if (m_service.key.empty()) {
    request.url = m_service.url + "/search?q=" + siret.digits() +
                  "&minimal=true&include=siege,matching_etablissements,complements";
  } else {
    request.url = m_service.url + "/siret/" + siret.digits();
    request.headers.push_back("X-INSEE-Api-Key-Integration: " +
                              std::string(m_service.key.reveal()));
  }
  request.headers.emplace_back("Accept: application/json");
  return request;
}

void CompanyRegister::count(const HttpAnswer& answer)
{
  if (answer.status == 429) {
    ++m_refusals;
  } else if (answer.status < 500) {
    m_refusals = 0;
  }
}

static bool is_refused(const HttpAnswer* answer)
{
  return answer != nullptr && answer->status == 429;
}

util::Result<Found> CompanyRegister::look_up(domain::Siret siret)
{
  const util::Result<HttpAnswer> answer =
    m_http.send_patiently(request_about(siret), [&](const HttpAnswer* before) {
      m_refusals += is_refused(before) ? 1 : 0;
      wait_for_turn();
      return !is_tripped();
    });
  if (!answer) {
    m_refusals += answer.error().code == "network.down" ? 2 : 0;
    return answer.errors();
  }
  count(*answer);
  return read(*answer, siret);
}

namespace {

util::Error unexpected(long status, const std::string& host)
{
  return is_overloaded(status) ? util::Error{"network.busy", {host, std::to_string(status)}}
                               : util::Error{"register.answer", {"HTTP " + std::to_string(status)}};
}

} // namespace

util::Result<Found> CompanyRegister::read(const HttpAnswer& answer, domain::Siret siret) const
{
  const std::string host = host_of(m_service.url);
  switch (answer.status) {
  case 200:
    return read_document(answer, siret);
  case 301:
    return util::Error{"register.merged", {siret.digits(), answer.location}};
  case 401:
  case 403:
    return util::Error{"register.key", {host}};
  case 404:
    if (!m_service.key.empty()) {
      return Found();
    }
    [[fallthrough]];
  default:
    return unexpected(answer.status, host);
  }
}

util::Result<Found> CompanyRegister::read_document(const HttpAnswer& answer,
                                                   domain::Siret siret) const
{
  if (answer.media_type.find("json") == std::string::npos) { // a page of maintenance
    return util::Error{"register.answer",
                       {answer.media_type.empty() ? "Content-Type" : answer.media_type}};
  }
  return m_service.key.empty() ? formats::read_recherche(answer.body, siret)
                               : formats::read_insee(answer.body, siret);
}

} // namespace myatlas::gateway

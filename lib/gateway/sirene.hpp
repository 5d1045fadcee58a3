#pragma once

#include <chrono>
#include <optional>

#include "domain/companies/sirene.hpp"
#include "gateway/http.hpp"
#include "util/crypto.hpp"

namespace myatlas::gateway {

// The public register of companies, by one of its two services: recherche-entreprises without a
// key, or INSEE's Sirene with one. Calls are spaced to stay under their limits (7 a second, 30 a
// minute).
class CompanyRegister
{
public:
  struct Service
  {
    std::string
      url; // "https://recherche-entreprises.api.gouv.fr", "https://api.insee.fr/api-sirene/3.11"
    util::Secret key; // of INSEE; empty: the other service
    std::string ca_file;
  };

  static util::Result<CompanyRegister> open(Service service); // network.url, network.library

  const char* name() const { return m_service.key.empty() ? "recherche-entreprises" : "insee"; }

  // Nothing: the register has no such SIRET. Fails with network.*, register.answer (what),
  // register.key (host), register.merged (siret, where it is now).
  util::Result<std::optional<domain::SireneEstablishment>> look_up(domain::Siret siret);

  // Whether it said twice that it was asked too often, or cannot be reached: to ask again would
  // have the address banned.
  bool is_tripped() const { return m_refusals >= 2; }

private:
  CompanyRegister(Service service, Http http)
    : m_service(std::move(service)), m_http(std::move(http))
  {
  }
  void wait_for_turn();
  void count(const HttpAnswer& answer);
  HttpRequest request_about(domain::Siret siret) const;
  util::Result<std::optional<domain::SireneEstablishment>> read(const HttpAnswer& answer,
                                                                domain::Siret siret) const;
  util::Result<std::optional<domain::SireneEstablishment>> read_document(const HttpAnswer& answer,
                                                                         domain::Siret siret) const;

  Service m_service;
  Http m_http;
  int m_refusals = 0;
  std::chrono::steady_clock::time_point m_next = {};
};

} // namespace myatlas::gateway

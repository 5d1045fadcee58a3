#pragma once

#include <string>
#include <vector>

#include "formats/json/json.hpp"
#include "gateway/http.hpp"
#include "util/crypto.hpp"

namespace myatlas::gateway {

// What all answers to one command may hold together: a CFA with twenty thousand dossiers gets a
// tenth of it.
constexpr std::size_t k_most_opco_bytes = 64U << 20U;

// The inter-OPCO API ("API Convergence", norme d'échange API CFA) as a client of it,
// doc/sources/inter-opco-api.md: reconstructed from public clients. A token is asked for by OAuth 2
// client credentials, and once more when it is refused; every call names the CFA by its key and
// this program.
class OpcoApi
{
public:
  struct Access
  {
    std::string base_url, token_url, scope, client_id;
    util::Secret client_secret, cfa_key;
    std::string ca_file;
  };

  static util::Result<OpcoApi> open(Access access); // network.url, network.library

  // What the OPCO answers at a path under the base, "/v1/dossiers?numeroInterne=7". A question may
  // be asked three times; what is sent is sent again only when the server said that it did not take
  // it (429, 503). opco.refused (description), opco.forbidden, opco.login, opco.answer (what),
  // opco.unsupported (path), opco.too_many_bytes (of all answers to one command) and network.*;
  // `may_have_arrived` tells of a failure whether what was sent may be there.
  util::Result<formats::Json> get(const std::string& path);
  util::Result<formats::Json> post(const std::string& path, const formats::Json& body,
                                   const std::string& key);
  util::Result<formats::Json> post_form(const std::string& path, const std::vector<FormPart>& parts,
                                        const std::string& key);

private:
  OpcoApi(Access access, Http http) : m_access(std::move(access)), m_http(std::move(http)) {}
  util::Result<formats::Json> call(HttpRequest request);
  HttpRequest token_request() const;
  std::string credentials() const; // as a form
  void add_headers(std::vector<std::string>& headers) const;
  util::Outcome authenticate();
  util::Outcome count(const HttpAnswer& answer);
  util::Result<HttpAnswer> send_known(HttpRequest request);
  util::Result<HttpAnswer> send(HttpRequest request);

  Access m_access;
  Http m_http;
  util::Secret m_token;
  std::size_t m_left = k_most_opco_bytes;
};

bool may_have_arrived(const util::Error& failure);

} // namespace myatlas::gateway

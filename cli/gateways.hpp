#pragma once

#include <memory>

#include "gateway/mail_transport.hpp"
#include "gateway/opco_api.hpp"
#include "gateway/sirene.hpp"
#include "outcomes.hpp"
#include "settings.hpp"
#include "store/document_place.hpp"
#include "store/tables/opco_links.hpp"

namespace myatlas::cli {

// How mails leave, by the settings: a mail server, or else a folder. settings.mail_from,
// network.url, network.library, secret.*.
Result<std::unique_ptr<gateway::MailTransport>> mail_transport(const Settings& settings);

// The public register of companies: INSEE's with a key (insee_key_file), else
// recherche-entreprises. network.url, network.library, secret.*.
Result<gateway::CompanyRegister> company_register(const Settings& settings);

// An OPCO over a connection that was configured. network.url, network.library.
Result<gateway::OpcoApi> opco_api(const Settings& settings,
                                  const store::OpcoConnection& connection);

// Where the documents of a store on a server are, by the settings. Nothing is reached, and no key
// read, before it is used.
store::DocumentsThere documents_there(const Settings& settings);

} // namespace myatlas::cli

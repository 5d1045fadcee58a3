#include "services/opco/connections.hpp"

#include <tuple>

#include "formats/json/json.hpp"
#include "gateway/curl.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// Where an address sends what it is told: all before its path, as it is written. What is spelled
// otherwise counts as another place.
std::string origin_of(const std::string& url)
{
  const std::size_t host = url.find("://");
  return util::to_lower(url.substr(0, host == url.npos ? 0 : url.find('/', host + 3)));
}

// The secrets were entrusted to these addresses, and to no other that is told later.
void drop_secrets_of_elsewhere(const store::OpcoConnection& before, store::OpcoConnection& after)
{
  if (origin_of(before.base_url) != origin_of(after.base_url) ||
      origin_of(before.token_url) != origin_of(after.token_url)) {
    after.client_secret = util::Secret();
    after.cfa_key = util::Secret();
  }
}

// What the form tells; what it leaves out stays.
void take_given(store::OpcoConnection& connection, const ConnectionForm& form,
                util::Errors& problems)
{
  for (const auto& [name, into, text] :
       {std::tuple{"base_url", &connection.base_url, &form.base_url},
        {"token_url", &connection.token_url, &form.token_url},
        {"scope", &connection.scope, &form.scope},
        {"client_id", &connection.client_id, &form.client_id}}) {
    const std::string_view given = util::trim(*text);
    if (!into->empty()) {
      refuse_blanks({{name, text}}, problems);
    }
    if (!given.empty()) {
      *into = given;
    }
  }
  if (form.version == "1" || form.version == "2") {
    connection.version = form.version[0] - '0';
  } else if (!form.version.empty()) {
    problems.push_back(util::Error{"opco.version", {form.version}}.at("api_version"));
  }
}

void check_complete(const store::OpcoConnection& connection, const store::OpcoConnection& before,
                    util::Errors& problems)
{
  const std::string key(connection.cfa_key.reveal());
  require({{"base_url", &connection.base_url},
           {"token_url", &connection.token_url},
           {"client_id", &connection.client_id},
           {"cfa_key", &key}},
          problems);
  const bool had_secret = !before.client_secret.reveal().empty();
  if (had_secret && connection.client_secret.reveal().empty()) { // it was dropped
    const util::Error missing{"field.required", {"client_secret"}};
    problems.push_back(missing.at("client_secret"));
  }
  for (const auto& [member, url] :
       {std::pair{"base_url", &connection.base_url}, {"token_url", &connection.token_url}}) {
    if (!url->empty()) {
      util::collect(gateway::check_url(*url, "https", "http"), problems, member);
    }
  }
}

} // namespace

util::Result<store::OpcoConnection> configure_opco(const Context& context,
                                                   const ConnectionForm& form)
{
  TRY_ASSIGN(const domain::Account account, acting_cfa(context));
  const domain::Siren cfa = account.provider->siret.siren();
  const std::string name = util::to_lower(util::trim(form.opco));
  util::Errors problems;
  store::Transaction write(context.store, context.deed());
  store::OpcoConnection c =
    context.store.opco_links().connection(cfa, name).value_or(store::OpcoConnection{});
  const store::OpcoConnection before = c;
  c.opco = util::collect(line_of(name, 40), problems, "opco").value_or("");
  take_given(c, form, problems);
  drop_secrets_of_elsewhere(before, c);
  c.client_secret = form.client_secret.value_or(c.client_secret);
  c.cfa_key = form.cfa_key.value_or(c.cfa_key);
  check_complete(c, before, problems);
  if (!problems.empty()) {
    return problems;
  }
  context.store.opco_links().put(cfa, c, context.now());
  write.record({store::AuditKind::opco, c.opco}, std::nullopt,
               formats::Json{{"base_url", c.base_url}, {"version", c.version}}.dump());
  write.commit();
  return c;
}

util::Result<std::vector<store::OpcoConnection>> list_connections(const Context& context)
{
  TRY_ASSIGN(const domain::Account account, acting_cfa(context));
  return context.store.opco_links().connections(account.provider->siret.siren());
}

util::Result<store::OpcoConnection> connection_named(const Context& context,
                                                     const std::string& opco)
{
  TRY_ASSIGN(const domain::Account account, acting_cfa(context));
  auto found = context.store.opco_links().connection(account.provider->siret.siren(),
                                                     util::to_lower(util::trim(opco)));
  return found ? util::Result<store::OpcoConnection>(*std::move(found))
               : util::Result<store::OpcoConnection>(util::Error{"opco.not_configured", {opco}});
}

} // namespace myatlas::services

#include "services/opco/connections.hpp"

#include "formats/json/json.hpp"
#include "gateway/curl.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using store::OpcoConnection;

// Where an address sends what it is told: all before its path, as it is written. What is spelled
// otherwise counts as another place.
std::string origin_of(const std::string& url)
{
  const std::size_t host = url.find("://");
  return util::to_lower(url.substr(0, host == url.npos ? 0 : url.find('/', host + 3)));
}

bool has_same_origins(const OpcoConnection& one, const OpcoConnection& other)
{
  return origin_of(one.base_url) == origin_of(other.base_url) &&
         origin_of(one.token_url) == origin_of(other.token_url);
}

// The secrets were entrusted to these addresses, and to no other that is told later.
void drop_secrets_of_elsewhere(const OpcoConnection& before, OpcoConnection& after)
{
  if (!has_same_origins(before, after)) {
    after.client_secret = {};
    after.cfa_key = {};
  }
}

bool is_set(const util::Secret& secret)
{
  return !secret.reveal().empty();
}

// A connection as a form tells it, beside what it was.
class ConnectionEdit
{
public:
  ConnectionEdit(const ConnectionForm& form, const OpcoConnection& before)
    : m_form(form), m_before(before), m_connection(before)
  {
  }

  Result<OpcoConnection> connection(const std::string& name)
  {
    read_name(name);
    read();
    check_complete();
    TRY(outcome_of(m_problems));
    return m_connection;
  }

private:
  void read()
  {
    take_texts();
    take_version();
    drop_secrets_of_elsewhere(m_before, m_connection);
    take_secrets();
  }

  void read_name(const std::string& name)
  {
    m_connection.opco = util::collect(line_of(name, 40), m_problems, "opco").value_or("");
  }

  // What it leaves out stays.
  void take_text(const char* member, std::string& into, const std::string& text)
  {
    const std::string_view given = util::trim(text);
    if (!into.empty()) {
      refuse_blanks({{member, &text}}, m_problems);
    }
    if (!given.empty()) {
      into = given;
    }
  }

  void take_texts()
  {
    take_text("base_url", m_connection.base_url, m_form.base_url);
    take_text("token_url", m_connection.token_url, m_form.token_url);
    take_text("scope", m_connection.scope, m_form.scope);
    take_text("client_id", m_connection.client_id, m_form.client_id);
  }

  void take_version()
  {
    if (is_version(m_form.version)) {
      m_connection.version = m_form.version[0] - '0';
    } else if (!m_form.version.empty()) {
      m_problems.push_back(wrong_version());
    }
  }

  Error wrong_version() const { return Error{"opco.version", {m_form.version}}.at("api_version"); }

  static bool is_version(const std::string& text) { return text == "1" || text == "2"; }

  void take_secrets()
  {
    m_connection.client_secret = m_form.client_secret.value_or(m_connection.client_secret);
    m_connection.cfa_key = m_form.cfa_key.value_or(m_connection.cfa_key);
  }

  void check_complete()
  {
    require_members();
    check_secret();
    check_url("base_url", m_connection.base_url);
    check_url("token_url", m_connection.token_url);
  }

  void require_members()
  {
    const std::string key(m_connection.cfa_key.reveal());
    require({{"base_url", &m_connection.base_url},
             {"token_url", &m_connection.token_url},
             {"client_id", &m_connection.client_id},
             {"cfa_key", &key}},
            m_problems);
  }

  // It may have been dropped.
  void check_secret()
  {
    if (is_set(m_before.client_secret) && !is_set(m_connection.client_secret)) {
      m_problems.push_back(missing_secret());
    }
  }

  static Error missing_secret()
  {
    return Error{"field.required", {"client_secret"}}.at("client_secret");
  }

  void check_url(const char* member, const std::string& url)
  {
    if (!url.empty()) {
      util::collect(gateway::check_url(url, "https", "http"), m_problems, member);
    }
  }

  const ConnectionForm& m_form;
  const OpcoConnection& m_before;
  OpcoConnection m_connection;
  Errors m_problems;
};

std::string typed_name(const std::string& opco)
{
  return util::to_lower(util::trim(opco));
}

std::string trace_of(const OpcoConnection& connection)
{
  return formats::Json{{"base_url", connection.base_url}, {"version", connection.version}}.dump();
}

} // namespace

namespace {

// The connections of the acting CFA.
class OwnConnections
{
public:
  OwnConnections(const Context& context, const Account& account)
    : m_context(context), m_links(context.store.opco_links()),
      m_cfa(account.provider->siret.siren())
  {
  }

  std::vector<OpcoConnection> all() const { return m_links.connections(m_cfa); }

  std::optional<OpcoConnection> named(const std::string& opco) const
  {
    return m_links.connection(m_cfa, typed_name(opco));
  }

  Result<OpcoConnection> edited(const ConnectionForm& form) const
  {
    const OpcoConnection before = named(form.opco).value_or(OpcoConnection{});
    return ConnectionEdit(form, before).connection(typed_name(form.opco));
  }

  void put(Transaction& write, const OpcoConnection& connection)
  {
    m_links.put(m_cfa, connection, m_context.now());
    write.record({store::AuditKind::opco, connection.opco}, std::nullopt, trace_of(connection));
  }

private:
  const Context& m_context;
  store::OpcoLinks m_links;
  domain::Siren m_cfa;
};

Result<OwnConnections> own_connections(const Context& context)
{
  TRY_ASSIGN(const Account account, acting_cfa(context));
  return OwnConnections(context, account);
}

} // namespace

Result<OpcoConnection> configure_opco(const Context& context, const ConnectionForm& form)
{
  TRY_ASSIGN(OwnConnections own, own_connections(context));
  Transaction write = context.begin();
  TRY_ASSIGN(const OpcoConnection after, own.edited(form));
  own.put(write, after);
  write.commit();
  return after;
}

Result<std::vector<OpcoConnection>> list_connections(const Context& context)
{
  TRY_ASSIGN(const OwnConnections own, own_connections(context));
  return own.all();
}

Result<OpcoConnection> connection_named(const Context& context, const std::string& opco)
{
  TRY_ASSIGN(const OwnConnections own, own_connections(context));
  const auto found = own.named(opco);
  if (!found) {
    return Error{"opco.not_configured", {opco}};
  }
  return *found;
}

} // namespace myatlas::services

#include "surroundings.hpp"

#include <utility>

#include <fmt/format.h>

#include "gateways.hpp"
#include "output/prompt.hpp"
#include "output/result_file.hpp"
#include "store/database.hpp"
#include "store/store.hpp"
#include "store/store_files.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

Surroundings::Surroundings(const Env& env, Settings settings, CommonOptions options,
                           const Command& command)
  : m_env(env), m_settings(std::move(settings)), m_options(std::move(options)), m_command(command),
    m_clock(std::make_unique<SystemClock>()), m_zone(m_settings.zone())
{
}

Outcome Surroundings::set_clock()
{
  const bool by_variable = m_options.now.empty();
  if (by_variable) {
    m_options.now = m_env.variable("MYATLAS_NOW").value_or("");
  }
  if (m_options.now.empty()) {
    return Done{};
  }
  const Result<util::Instant> instant = util::parse_rfc3339(m_options.now);
  if (!instant) {
    return instant.error().at(by_variable ? "MYATLAS_NOW" : "--now");
  }
  m_clock = std::make_unique<util::FixedClock>(*instant);
  return Done{};
}

void Surroundings::page_list(std::string limit, std::string after)
{
  m_options.list.limit = std::move(limit);
  m_options.list.after = std::move(after);
}

bool Surroundings::interactive() const
{
  return can_ask(m_env, m_options.no_input || !m_options.idempotency_key.empty());
}

Outcome Surroundings::read_settings_again()
{
  Result<Settings> settings = m_settings.again(m_env);
  if (!settings || !settings->problems().empty()) {
    return settings ? settings->problems() : settings.errors();
  }
  m_settings = *std::move(settings);
  m_zone = m_settings.zone();
  return Done{};
}

store::DatabasePlace Surroundings::database() const
{
  return {.url = m_settings.value("store"),
          .key = m_settings.value("key_file"),
          .documents = documents_there(m_settings)};
}

bool Surroundings::is_on_server() const
{
  return store::is_database(m_settings.value("store"));
}

// A file has its documents beside it.
Outcome Surroundings::check_documents() const
{
  const std::string& documents = m_settings.value("documents");
  return fail_unless(is_on_server() || documents == store::k_documents_on_server,
                     {"store.documents_of_file", {m_settings.value("store"), documents}});
}

Result<int> Surroundings::store_version() const
{
  const std::string& where = m_settings.value("store");
  return is_on_server() ? store::version_of_database(where) : store::Store::version_of(where);
}

Outcome Surroundings::check_target(const std::filesystem::path& file) const
{
  return store::check_target(m_settings.value("store"), file);
}

Outcome Surroundings::check_result(const std::string& file) const
{
  TRY(check_target(file));
  return check_result_place(file);
}

void Surroundings::note(const std::string& text) const
{
  if (!m_options.quiet) {
    say(m_env.err, text + "\n");
  }
}

void Surroundings::warn(const std::string& text) const
{
  if (!m_options.quiet) {
    say(m_env.err, texts().trf(N_("warning: {0}"), text) + "\n");
  }
}

void Surroundings::warn(const Error& warning) const
{
  const std::string place = warning.where.file.empty() ? "" : place_of(warning);
  warn(fmt::format("{}{} [{}]", place, sentence_of(texts(), warning), warning.code));
}

} // namespace myatlas::cli

#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "command.hpp"
#include "common_options.hpp"
#include "env.hpp"
#include "settings.hpp"

namespace myatlas::store {
struct DatabasePlace;
}

namespace myatlas::cli {

// What one run of one command is given: its environment, settings, options and time, and how it
// speaks to a person beside its result.
class Surroundings
{
public:
  Surroundings(const Env& env, Settings settings, CommonOptions options, const Command& command);
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

  const Env& env() const { return m_env; }
  const Settings& settings() const { return m_settings; }
  const CommonOptions& options() const { return m_options; }
  void page_list(std::string limit, std::string after); // as if these options had been given
  const Command& command() const { return m_command; }
  const util::Clock& clock() const { return *m_clock; }
  Outcome set_clock(); // to the time of --now or MYATLAS_NOW, where one is given
  bool interactive() const;

  // Of the days that are counted, and of times shown to people.
  const util::TimeZone& zone() const { return m_zone; }

  // The settings as they are now, for a command that goes on; those before stay in use where
  // something is wrong with them.
  Outcome read_settings_again();

  store::DatabasePlace database() const; // of a store on a server
  bool is_on_server() const;
  Outcome check_documents() const;   // that where they are goes with the store
  Result<int> store_version() const; // as it stands, unmigrated; store.missing, store.not_made

  // That a file that is written is none of the store's: as store::check_target fails.
  Outcome check_target(const std::filesystem::path& file) const;
  // The same of a file of results, and that it can be made: as check_result_place fails.
  Outcome check_result(const std::string& file) const;

  const texts::Texts& texts() const { return m_env.texts; }
  std::string tr(const char* text) const { return texts().tr(text); } // msgid
  template <typename... Arguments>
  std::string trf(const char* text, const Arguments&... arguments) const
  {
    return texts().trf(text, arguments...);
  }
  std::string language() const { return m_settings.value("lang"); }

  void note(const std::string& text) const; // to a person, unless --quiet

  // The same of a sentence (msgid) with its fields.
  template <typename... Arguments>
  void note_that(const char* sentence, const Arguments&... arguments) const
  {
    note(trf(sentence, arguments...));
  }

  void warn(const std::string& text) const;
  void warn(const Error& warning) const; // with its code, by which it is found in the manual

private:
  const Env& m_env;
  Settings m_settings;
  CommonOptions m_options;
  const Command& m_command;
  std::unique_ptr<util::Clock> m_clock;
  util::TimeZone m_zone;
};

} // namespace myatlas::cli

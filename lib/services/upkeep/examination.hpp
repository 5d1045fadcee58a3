#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/mail_transport.hpp"
#include "gateway/sirene.hpp"
#include "services/context.hpp"

// What an installation is looked through for, and what was found.
namespace myatlas::services {

enum class Health
{
  ok,
  warning,
  failed,
  skipped,
};

// What is well, where a person is told more of it than a program; texts/facts.hpp has the words.
enum class Fact
{
  free_space,         // count: MiB
  nobody_else,        // may read the store
  shared_for_reading, // of: the group
  shared_for_writing, // of: the group
  audit_rows,         // count
  later_rows,         // of: the time; count: rows of the audit of a later time
  copies,             // of: the server; count: its copies
  documents_on_server,
  no_settings_file,    // of: where it would be
  mails_into_folder,   // of: the folder; no mail server is set
  system_certificates, // no other is set
};

struct ToldFact
{
  Fact fact;
  std::int64_t count = 0;
  std::string of = {};
};

// What was looked at and found: `detail`, or for a person what the fact is in words. `error` says
// what is wrong, its remedy with it.
struct Finding
{
  Health health = Health::ok;
  std::string detail = {};
  std::optional<Error> error = {};
  std::optional<ToldFact> fact = {};
};

inline Finding fine(std::string detail)
{
  return {.detail = std::move(detail)};
}

inline Finding fine(std::string detail, ToldFact fact)
{
  Finding finding = fine(std::move(detail));
  finding.fact = std::move(fact);
  return finding;
}

inline Finding skipped(std::string why)
{
  return {.health = Health::skipped, .detail = std::move(why)};
}

inline Finding wrong(Health health, Error error)
{
  return {.health = health, .error = std::move(error)};
}

inline Finding warned(Error error)
{
  return wrong(Health::warning, std::move(error));
}

inline Finding refused(Error error)
{
  return wrong(Health::failed, std::move(error));
}

// Those of them that there are, in their order.
inline std::vector<Finding> all_of(std::initializer_list<std::optional<Finding>> told)
{
  std::vector<Finding> found;
  for (const std::optional<Finding>& one : told) {
    if (one) {
      found.push_back(*one);
    }
  }
  return found;
}

// The settings as they were read.
struct SettingsRead
{
  std::filesystem::path file = {}, system_file = {}; // either may not be there
  Errors problems = {};
};

// How the program speaks to who asks.
struct Speech
{
  std::string characters = {}; // as the locale says: "fr_FR.UTF-8"
  bool has_sentences = true;   // of the language that was asked for
};

// How mails leave; without a server they are put in a folder.
struct MailWay
{
  std::string server = {}, folder = {};
  std::function<Result<std::unique_ptr<gateway::MailTransport>>()> transport = {};
};

// The place where somebody looks, and the ways out of it.
struct Place
{
  SettingsRead settings = {};
  Speech speech = {};
  int year = 0; // of the day it is
  MailWay mails = {};
  std::string ca_file = {}; // empty: the system's
  std::function<Result<gateway::CompanyRegister>()> company_register = {};
  bool online = false; // somebody wants the ways to be gone
};

// A store as it is looked at, which may not be there or not let itself be opened, and the place it
// is looked at from.
struct Examination
{
  std::filesystem::path store, key = {};
  std::filesystem::path session_file = {}; // of who asks; empty: none is known
  bool is_on_server = false;
  std::string documents = {};                  // where they are, of a store on a server
  bool is_named = false;                       // somebody said which store it is
  int backup_days = 0;                         // how old the last backup may be
  std::function<Result<int>()> version = {};   // as it stands, or why none is told
  std::function<Result<Context*>()> open = {}; // the store, to read
  Context* context = nullptr;                  // of the store, when it could be opened
  Errors refusal = {};                         // why not
  util::Instant machine_now = {};
  Place place = {};
};

} // namespace myatlas::services

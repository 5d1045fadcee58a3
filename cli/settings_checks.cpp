// What settings may be.
#include "settings.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/joined.hpp"
#include "store/document_place.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// The line of a file: "file /etc/myatlas/config.toml:3".
void put_place(Error& error, const std::string& place)
{
  const std::size_t colon = place.rfind(':');
  error.where.file = place.substr(0, colon);
  error.where.line = std::stoul(place.substr(colon + 1));
}

bool is_in_file(const std::string& origin)
{
  return origin.starts_with("file ");
}

bool is_whole_path(const std::string& value)
{
  return value.starts_with('/') || value.find("://") != std::string::npos;
}

// What a shell was to replace and did not.
bool is_unreplaced(const std::string& value)
{
  return value.starts_with("~/") || value.starts_with("$");
}

Error wrong_path(const std::string& key, const Setting& setting)
{
  return setting.origin == "flag"
           ? Error{"usage.tilde", {setting.value, "--" + key}}
           : at_origin({"settings.path", {key, setting.value}}, setting.origin);
}

// A file is read from wherever a command is run: what it names is the same everywhere.
Outcome check_path(const SettingSpec& spec, const Setting& setting)
{
  const std::string& value = setting.value;
  const bool is_right = is_in_file(setting.origin) ? is_whole_path(value) : !is_unreplaced(value);
  if (value.empty() || is_right) {
    return Done{};
  }
  return wrong_path(std::string(spec.key), setting);
}

bool is_path(const SettingSpec& spec)
{
  constexpr std::array k_paths = {"store",    "key_file",           "s3_key_file",
                                  "mail_dir", "mail_password_file", "insee_key_file",
                                  "ca_file"};
  return util::contains(k_paths, spec.key);
}

Outcome check_zone(const SettingSpec&, const Setting& setting)
{
  const auto zone = util::TimeZone::named(setting.value);
  return zone ? Outcome(Done{}) : at_origin(zone.error(), setting.origin);
}

bool is_count_of_days(const std::string& text)
{
  return util::is_digits(text) && text.size() <= 4 && std::stoi(text) > 0;
}

Error wrong_value(std::string_view key, const Setting& setting, const std::string& expected)
{
  return at_origin({"settings.value", {std::string(key), setting.value, expected}}, setting.origin);
}

Outcome check_days(const SettingSpec& spec, const Setting& setting)
{
  if (is_count_of_days(setting.value)) {
    return Done{};
  }
  return wrong_value(spec.key, setting, "1…9999");
}

Outcome check_documents(const SettingSpec& spec, const Setting& setting)
{
  if (store::DocumentPlace::parse(setting.value)) {
    return Done{};
  }
  return wrong_value(spec.key, setting, "server, dir:/…, s3://…");
}

// It stands in a request's signature between slashes.
bool is_region(const std::string& text)
{
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, [](char c) { return util::is_alnum(c) || c == '-'; });
}

Outcome check_region(const SettingSpec& spec, const Setting& setting)
{
  return is_region(setting.value) ? Outcome(Done{})
                                  : Outcome(wrong_value(spec.key, setting, "eu-west-3"));
}

Error wrong_choice(const SettingSpec& spec, const std::string& value, const std::string& words)
{
  return {"usage.choice", {value, "--" + std::string(spec.key), words}};
}

Error wrong_word(const SettingSpec& spec, const Setting& setting, const std::string& words)
{
  return setting.origin == "flag" ? wrong_choice(spec, setting.value, words)
                                  : wrong_value(spec.key, setting, words);
}

Outcome check_word(const SettingSpec& spec, const Setting& setting)
{
  const auto words = util::split(spec.allowed, ' ');
  if (spec.allowed.empty() || std::ranges::find(words, setting.value) != words.end()) {
    return Done{};
  }
  return wrong_word(spec, setting, fmt::format("{}", fmt::join(words, ", ")));
}

std::string names_of_keys()
{
  return joined(k_settings, ", ", &SettingSpec::key);
}

bool is_control(unsigned char c)
{
  return c < 0x20 || c == 0x7F;
}

bool has_control(const std::string& value)
{
  return std::ranges::any_of(value, is_control);
}

Outcome check_text(const SettingSpec& spec, const std::string& value)
{
  if (has_control(value)) {
    return Error{"settings.value", {std::string(spec.key), util::printable(value), "\"…\""}};
  }
  return value.empty() ? Outcome(Done{}) : check_value(spec, {value, "file :0"});
}

} // namespace

namespace {

// Of those that are more than words.
struct ValueCheck
{
  std::string_view key;
  Outcome (*check)(const SettingSpec&, const Setting&);
};

constexpr ValueCheck k_value_checks[] = {{"time_zone", check_zone},
                                         {"backup_every", check_days},
                                         {"documents", check_documents},
                                         {"s3_region", check_region}};

} // namespace

const SettingSpec* find_spec(std::string_view key)
{
  return util::find_by(k_settings, key, &SettingSpec::key);
}

Error at_origin(Error error, const std::string& origin)
{
  const std::string place = origin.substr(origin.find(' ') + 1);
  if (is_in_file(origin)) {
    put_place(error, place);
  } else {
    error.where.column = place;
  }
  return error;
}

Outcome check_value(const SettingSpec& spec, const Setting& setting)
{
  if (is_path(spec) && setting.origin != "default") {
    return check_path(spec, setting);
  }
  const auto* check = util::find_by(k_value_checks, spec.key, &ValueCheck::key);
  return check == nullptr ? check_word(spec, setting) : check->check(spec, setting);
}

namespace {

Error unknown_setting(const std::string& key)
{
  return {"usage.choice", {key, "KEY", names_of_keys()}};
}

} // namespace

Outcome check_setting(const std::string& key, const std::string& value)
{
  const SettingSpec* spec = find_spec(key);
  return spec == nullptr ? unknown_setting(key) : check_text(*spec, value);
}

} // namespace myatlas::cli

#include "domain/dossiers/contract.hpp"

#include <algorithm>

#include "domain/companies/employee.hpp"
#include "domain/values/codes.hpp"
#include "domain/values/money.hpp"
#include "domain/values/person.hpp"
#include "domain/values/siret.hpp"
#include "util/ranges.hpp"
#include "util/result.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::Errors;
using util::fold;
using util::is_digits;
using util::printable;
using util::Result;

using enum MemberKind;

using CheckedValue = Result<std::string>; // as it is kept

constexpr std::string_view k_pay_prefix = "contrat.remunerationsAnnuelles[";

// A checked text's own spelling.
template <typename Checked>
CheckedValue as(std::string_view value)
{
  TRY_ASSIGN(const Checked parsed, Checked::parse(value));
  return parsed.text();
}

// "01" and "1" are one code.
std::string bare_code(std::string_view text)
{
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  return util::to_upper(text);
}

// What is wrong, as far as it can be told in a line.
std::string beginning_of(std::string_view value)
{
  return printable(value.substr(0, 40));
}

Error unknown_code(std::string_view value, std::string_view codes)
{
  std::string list(codes);
  std::ranges::replace(list, '|', ' ');
  return {"contract.code", {beginning_of(value), list}};
}

CheckedValue code_of(std::string_view value, std::string_view codes)
{
  for (const std::string_view known : util::split(codes, '|')) {
    if (bare_code(known) == bare_code(value)) {
      return std::string(known);
    }
  }
  return unknown_code(value, codes);
}

// "1..9999".
struct Range
{
  std::string least, most;

  bool holds(Money number) const
  {
    return number >= *Money::parse(least) && number <= *Money::parse(most);
  }
};

Range range_of(std::string_view limit)
{
  const std::size_t dots = limit.find("..");
  return {std::string(limit.substr(0, dots)), std::string(limit.substr(dots + 2))};
}

CheckedValue within(std::string_view value, Money number, std::string_view limit, std::string text)
{
  const Range range = range_of(limit);
  if (!range.holds(number)) {
    return Error{"contract.range", {std::string(value), range.least, range.most}};
  }
  return text;
}

bool is_longer(std::string_view value, std::string_view limit)
{
  return util::length_utf8(value) > static_cast<std::size_t>(std::stoi(std::string(limit)));
}

Error too_long(std::string_view value, std::string_view limit)
{
  return {"contract.length", {std::string(value.substr(0, 40)) + "…", std::string(limit)}};
}

Error control_in(std::string_view value)
{
  return {"text.control", {printable(value.substr(0, 80))}};
}

CheckedValue checked_line(std::string_view value, std::string_view limit)
{
  if (util::has_hidden(value)) {
    return control_in(value);
  }
  return is_longer(value, limit) ? too_long(value, limit) : CheckedValue(std::string(value));
}

CheckedValue checked_count(std::string_view value, std::string_view limit)
{
  if (!is_digits(value) || value.size() > 9) {
    return Error{"contract.count", {beginning_of(value)}};
  }
  const std::int64_t number = std::stoll(std::string(value));
  return within(value, Money{number * 100}, limit, std::to_string(number));
}

CheckedValue checked_amount(std::string_view value, std::string_view limit)
{
  TRY_ASSIGN(const Money money, Money::parse(value));
  return within(value, money, limit, money.text());
}

// Some send midnight along.
CheckedValue checked_day(std::string_view value)
{
  TRY_ASSIGN(const Date day, Date::parse(value.substr(0, value.find('T'))));
  return day.text();
}

CheckedValue checked_flag(std::string_view value)
{
  if (value != "true" && value != "false") {
    return Error{"contract.flag", {beginning_of(value)}};
  }
  return std::string(value);
}

CheckedValue checked_siret(std::string_view value)
{
  TRY_ASSIGN(const Siret number, Siret::parse(value));
  return number.digits();
}

CheckedValue checked_name(std::string_view value)
{
  TRY_ASSIGN(const Name known, parse_person_name(value));
  return known.text();
}

// As people write it.
CheckedValue checked_sex(std::string_view value, std::string_view limit)
{
  const util::Result<Sex> known = parse_sex(value);
  return code_of(known ? to_text(*known) : value, limit);
}

CheckedValue checked_rncp(std::string_view value)
{
  return as<RncpCode>(is_digits(value) ? "RNCP" + std::string(value) : std::string(value));
}

CheckedValue checked_value(const ContractMember& member, std::string_view value)
{
  switch (member.kind) {
  case text:
    return checked_line(value, member.limit);
  case code:
    return code_of(value, member.limit);
  case sex:
    return checked_sex(value, member.limit);
  case count:
    return checked_count(value, member.limit);
  case amount:
    return checked_amount(value, member.limit);
  case date:
    return checked_day(value);
  case flag:
    return checked_flag(value);
  case siret:
    return checked_siret(value);
  case naf:
    return as<NafCode>(value);
  case idcc:
    return as<Idcc>(value);
  case uai:
    return as<Uai>(value);
  case rncp:
    return checked_rncp(value);
  case email:
    return as<EmailAddress>(value);
  case phone:
    return as<PhoneNumber>(value);
  case postcode:
    return as<Postcode>(value);
  case nir:
    return as<Nir>(value);
  case MemberKind::name:
    return checked_name(value);
  }
  return std::string(value);
}

const ContractMember* find_in(std::span<const ContractMember> members, std::string_view path)
{
  return util::find_by(members, path, &ContractMember::path);
}

// The description of a path; that of an element of the pay is the same for each.
const ContractMember* member_at(std::string_view path)
{
  if (path.starts_with(k_pay_prefix)) {
    const std::size_t end = path.find("].");
    return end == path.npos ? nullptr : find_in(pay_members(), path.substr(end + 2));
  }
  return find_in(contract_members(), path);
}

} // namespace

Contract Contract::read(const Values& values, Errors& problems, Errors& warnings)
{
  Contract contract;
  for (const auto& [path, value] : values) {
    const ContractMember* member = member_at(path);
    const std::string_view given = util::trim(value);
    if (member == nullptr) {
      warnings.push_back(Error{"contract.member_unknown", {path}}.at(path));
    } else if (!given.empty()) {
      if (auto right = util::collect(checked_value(*member, given), problems, path)) {
        contract.m_values[path] = *std::move(right);
      }
    }
  }
  return contract;
}

const std::string& Contract::text(std::string_view path) const
{
  static const std::string k_absent;
  const auto found = m_values.find(path);
  return found == m_values.end() ? k_absent : found->second;
}

std::optional<Date> Contract::date(std::string_view path) const
{
  return Date::read(text(path)).as_optional();
}

std::int64_t Contract::number(std::string_view path) const
{
  const std::string& value = text(path);
  return is_digits(value) ? std::stoll(value) : 0;
}

std::vector<PayPeriod> Contract::pay() const
{
  std::vector<PayPeriod> periods;
  for (std::size_t i = 0;; ++i) {
    const std::string prefix = std::string(k_pay_prefix) + std::to_string(i) + "].";
    const auto first = m_values.lower_bound(prefix);
    if (first == m_values.end() || !first->first.starts_with(prefix)) {
      return periods;
    }
    const std::string& percent = text(prefix + "taux");
    periods.push_back({date(prefix + "dateDebut"), date(prefix + "dateFin"),
                       percent.empty() ? 0 : Money::parse(percent)->cents,
                       text(prefix + "typeSalaire"), text(prefix + "ordre")});
  }
}

Contract::Values with_known_nirs(Contract::Values values, const Contract& known)
{
  for (const ContractMember& member : contract_members()) {
    const std::string path(member.path);
    if (member.kind == nir && known.has(path)) {
      values.try_emplace(path, known.text(path));
    }
  }
  return values;
}

std::string identity_of(const Contract::Values& values)
{
  const auto at = [&](std::string_view path) {
    const auto found = values.find(path);
    return found == values.end() ? std::string() : found->second;
  };
  return fold(at("apprenti.nom")) + "|" + fold(at("apprenti.prenom")) + "|" +
         at("apprenti.dateNaissance") + "|" + at("employeur.siret") + "|" +
         at("contrat.dateDebutContrat");
}

int Contract::level() const
{
  const std::int64_t type = number("formation.typeDiplome");
  return type >= 30 ? static_cast<int>(type / 10) : 0;
}

} // namespace myatlas::domain

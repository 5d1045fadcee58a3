#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/values/date.hpp"

namespace myatlas::domain {

// What a member of a contract may hold.
enum class MemberKind
{
  text,   // limit: at most so many characters
  name,   // of a person
  code,   // limit: the codes there are, "11|12|13"; leading zeros apart
  sex,    // the same
  count,  // limit: "least..most"
  amount, // euros; limit: "least..most"
  date,
  flag, // "true" or "false"
  siret,
  naf,
  idcc,
  uai,
  rncp, // RNCP or RS
  email,
  phone,
  postcode,
  nir,
};

// A member of the apprenticeship contract (Cerfa 10103, FA13) by its path in the inter-OPCO JSON,
// "contrat.dateConclusion". Its source: doc/sources/apprenticeship.md.
struct ContractMember
{
  std::string_view path;
  MemberKind kind = MemberKind::text;
  std::string_view limit = {};
  bool required = false;
};

std::span<const ContractMember> contract_members();
std::span<const ContractMember> pay_members(); // of an element of contrat.remunerationsAnnuelles

// A period of pay (remunerationsAnnuelles).
struct PayPeriod
{
  std::optional<Date> from, to;
  std::int64_t percent = 0; // hundredths of a percent: 43 % is 4300
  std::string base;         // "SMIC" or "SMC"
  std::string order;        // of the year, then of the period in it: "1.2"
};

// An apprenticeship contract: members by their path, each checked and in one spelling. What is
// absent is empty.
class Contract
{
public:
  using Values = std::map<std::string, std::string, std::less<>>;

  // What is right of the values goes into the contract; what is not is told at its path:
  // contract.code (value, codes), contract.length (text, most), contract.range (value, least,
  // most), contract.flag (value), contract.member_unknown (path) and the codes of the values' own
  // types.
  static Contract read(const Values& values, util::Errors& problems, util::Errors& warnings);

  const std::string& text(std::string_view path) const;
  bool has(std::string_view path) const { return !text(path).empty(); }
  std::optional<Date> date(std::string_view path) const;
  std::int64_t number(std::string_view path) const; // 0 when absent
  bool flag(std::string_view path) const { return text(path) == "true"; }
  const Values& values() const { return m_values; }

  std::vector<PayPeriod> pay() const;
  bool is_amendment() const { return number("contrat.typeContratApp") / 10 == 3; } // avenant
  int level() const; // of the diploma aimed at, 3 to 8; 0: not told

private:
  Values m_values;
};

// The values, with the NIRs of what is known where they leave them out: files need not repeat them.
Contract::Values with_known_nirs(Contract::Values values, const Contract& known);

// Who, where and from when, "martin|hugo|2007-03-02|73282932000074|2026-03-02": what tells a
// contract from others.
std::string identity_of(const Contract::Values& values);

} // namespace myatlas::domain

#include "formats/dsn/dsn.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "formats/dsn/dsn_contract.hpp"
#include "formats/dsn/dsn_person.hpp"
#include "formats/dsn/dsn_problems.hpp"
#include "formats/dsn/dsn_rubric.hpp"
#include "util/member_of.hpp"

namespace myatlas::formats {

namespace {

constexpr std::string_view k_norms[] = {"P22V01", "P23V01", "P24V01", "P25V01", "P26V01"};
constexpr std::string_view k_contract_block = "S21.G00.40";
constexpr std::size_t k_most_problems = 100;

class DsnReader : DsnProblems
{
public:
  // What is done with the value of a rubric.
  struct Taker
  {
    std::string_view rubric;
    void (DsnReader::*take)(std::string_view value);
  };

  static const Taker k_takers[];

  DsnReader(std::string_view text, const std::string& name) : DsnProblems(text, name)
  {
    m_sending.file = name;
  }

  util::Result<DsnDeclarations> go()
  {
    if (!m_lines.begin_as_dsn()) {
      return no_dsn();
    }
    read_lines();
    if (!m_problems.empty()) {
      return m_problems;
    }
    return std::move(m_declarations);
  }

private:
  bool goes_on() const { return !m_lines.at_end() && m_problems.size() < k_most_problems; }

  void read_lines()
  {
    while (goes_on()) {
      take_line(m_lines.next());
    }
    end_declaration();
    if (m_problems.empty()) {
      check_end();
    }
  }

  void take_line(std::string_view line)
  {
    if (!line.empty()) {
      take_rubric_in(line);
    }
  }

  void take_rubric_in(std::string_view line)
  {
    if (const auto rubric = rubric_in(line)) {
      take(*rubric);
    } else {
      refuse_line();
    }
  }

  void refuse_line()
  {
    m_rubric.clear();
    problem("dsn.line", {});
  }

  void take(const DsnRubric& rubric);
  static const Taker* taker_of(std::string_view rubric);

  domain::Money amount(std::string_view value)
  {
    if (const auto money = domain::Money::parse(value)) {
      return *money;
    }
    wrong_value("dsn.amount", value);
    return {};
  }

  std::optional<domain::Date> date(std::string_view value) // JJMMAAAA
  {
    const auto day = dsn_date(value);
    if (!day) {
      wrong_value("dsn.date", value);
    }
    return day;
  }

  // The file.
  void take_test(std::string_view value) { m_sending.test = value == "01"; }

  void take_norm(std::string_view value)
  {
    m_sending.norm = value;
    if (!is_one_of(value, k_norms)) {
      problem("dsn.norm", {m_sending.norm});
    }
  }

  void take_said_rubrics(std::string_view value) { m_said = value; }
  void take_said_declarations(std::string_view) { m_ended = true; }

  // The declaration.
  template <util::MemberOf<DsnDeclaration, std::string> Member>
  void keep(std::string_view value)
  {
    m_now.*Member = value;
  }

  void begin_declaration(std::string_view nature)
  {
    end_declaration();
    m_open = true;
    m_now = m_sending;
    m_now.line = m_lines.number();
    m_now.nature = nature;
  }

  void take_month(std::string_view value)
  {
    if (const auto first = date(value)) {
      m_now.month = {first->year(), first->month()};
    }
  }

  void take_made(std::string_view value) { m_now.made = date(value); }
  void take_siren(std::string_view value) { m_siren = value; }

  void take_nic(std::string_view nic) { take_siret(m_siren + std::string(nic)); }

  void take_siret(const std::string& number)
  {
    if (const auto siret = domain::Siret::parse(number)) {
      m_now.siret = *siret;
    } else {
      refuse_siret(number);
    }
  }

  void refuse_siret(const std::string& number)
  {
    m_told = true;
    problem("dsn.siret", {number});
  }

  // A person: by the NIR or, where there is none, by the number of the employer.
  void take_nir(std::string_view value)
  {
    end_individual();
    m_people.insert(std::string(value));
    m_named = true;
  }

  void take_staff_number(std::string_view value)
  {
    if (!m_named) {
      take_nir(value);
    }
  }

  template <util::MemberOf<DsnContract, std::string> Member>
  void keep_of_contract(std::string_view value)
  {
    if (!m_person.contracts.empty()) {
      m_person.contracts.back().*Member = value;
    }
  }

  void begin_contract(std::string_view value)
  {
    m_person.contracts.emplace_back();
    m_person.contracts.back().start = date(value);
  }

  void take_contract_end(std::string_view value)
  {
    if (!m_person.contracts.empty()) {
      m_person.contracts.back().end = date(value);
    }
  }

  void begin_pay(std::string_view) { m_person.pays.emplace_back(); }

  template <util::MemberOf<DsnPay, std::string> Member>
  void keep_of_pay(std::string_view value)
  {
    if (!m_person.pays.empty()) {
      m_person.pays.back().*Member = value;
    }
  }

  void take_pay_amount(std::string_view value)
  {
    if (!m_person.pays.empty()) {
      m_person.pays.back().amount = amount(value);
    }
  }

  void begin_contribution(std::string_view code)
  {
    end_contribution();
    m_contribution = DsnContributionLine{std::string(code), {}, {}};
  }

  template <util::MemberOf<DsnContributionLine, domain::Money> Member>
  void take_contribution(std::string_view value)
  {
    if (m_contribution && m_contribution->is_counted()) {
      *m_contribution.*Member = amount(value);
    }
  }

  // A contribution of the establishment.
  void begin_other(std::string_view value)
  {
    m_now.others.push_back({"", amount(value), std::nullopt, std::nullopt});
  }

  void take_other_code(std::string_view value)
  {
    if (!m_now.others.empty()) {
      m_now.others.back().code = value;
    }
  }

  template <util::MemberOf<DsnEstablishmentAmount, std::optional<domain::Date>> Member>
  void take_other_day(std::string_view value)
  {
    if (!m_now.others.empty()) {
      m_now.others.back().*Member = date(value);
    }
  }

  void end_contribution()
  {
    if (m_contribution && m_contribution->is_counted()) {
      m_contribution->add_to(m_now.contributions[m_contribution->code]);
    }
    m_contribution.reset();
  }

  void end_individual()
  {
    end_contribution();
    count_person(m_person, m_now);
    m_person = {};
  }

  void end_declaration()
  {
    end_individual();
    if (m_open) {
      keep_declaration();
    }
  }

  void count_people()
  {
    m_now.individuals = static_cast<int>(m_people.size());
    m_people.clear();
  }

  void keep_declaration()
  {
    count_people();
    m_open = false;
    look_for_keys();
    m_told = false;
    m_declarations.push_back(std::move(m_now));
  }

  bool has_keys() const { return m_now.month && m_now.siret; }

  // The month and the establishment of a monthly declaration.
  void look_for_keys()
  {
    if (m_now.nature != "01" || m_told || has_keys()) {
      return;
    }
    m_rubric = m_now.month ? "S21.G00.11.001" : "S20.G00.05.005";
    problem("dsn.lacks", {m_rubric});
  }

  void check_end()
  {
    m_rubric = "S90.G00.90.001";
    if (!m_ended || m_said.empty()) {
      problem("dsn.cut", {});
    } else if (m_said != std::to_string(m_rubrics)) {
      problem("dsn.count", {m_said, std::to_string(m_rubrics)});
    }
  }

  std::uint64_t m_rubrics = 0;
  std::string m_siren, m_said;
  bool m_open = false, m_ended = false;
  bool m_named = false;     // the person being read has its number
  bool m_told = false;      // that the SIRET of this declaration is wrong
  DsnDeclaration m_sending; // what each of the file's begins with
  DsnDeclaration m_now;
  std::set<std::string> m_people;
  DsnPerson m_person; // that is being read
  std::optional<DsnContributionLine> m_contribution;
  DsnDeclarations m_declarations;
};

// By their numbers.
constexpr DsnReader::Taker DsnReader::k_takers[] = {
  {"S10.G00.00.005", &DsnReader::take_test},
  {"S10.G00.00.006", &DsnReader::take_norm},
  {"S20.G00.05.001", &DsnReader::begin_declaration},
  {"S20.G00.05.002", &DsnReader::keep<&DsnDeclaration::type>},
  {"S20.G00.05.003", &DsnReader::keep<&DsnDeclaration::fraction>},
  {"S20.G00.05.004", &DsnReader::keep<&DsnDeclaration::order>},
  {"S20.G00.05.005", &DsnReader::take_month},
  {"S20.G00.05.007", &DsnReader::take_made},
  {"S20.G00.05.008", &DsnReader::keep<&DsnDeclaration::scope>},
  {"S20.G00.05.010", &DsnReader::keep<&DsnDeclaration::currency>},
  {"S21.G00.06.001", &DsnReader::take_siren},
  {"S21.G00.06.015", &DsnReader::keep<&DsnDeclaration::idcc>},
  {"S21.G00.11.001", &DsnReader::take_nic},
  {"S21.G00.11.004", &DsnReader::keep<&DsnDeclaration::postcode>},
  {"S21.G00.11.022", &DsnReader::keep<&DsnDeclaration::idcc>},
  {"S21.G00.30.001", &DsnReader::take_nir},
  {"S21.G00.30.020", &DsnReader::take_staff_number},
  {"S21.G00.40.001", &DsnReader::begin_contract},
  {"S21.G00.40.007", &DsnReader::keep_of_contract<&DsnContract::nature>},
  {"S21.G00.40.008", &DsnReader::keep_of_contract<&DsnContract::device>},
  {"S21.G00.40.009", &DsnReader::keep_of_contract<&DsnContract::number>},
  {"S21.G00.40.012", &DsnReader::keep_of_contract<&DsnContract::reference>},
  {"S21.G00.40.013", &DsnReader::keep_of_contract<&DsnContract::worked>},
  {"S21.G00.51.001", &DsnReader::begin_pay},
  {"S21.G00.51.010", &DsnReader::keep_of_pay<&DsnPay::contract>},
  {"S21.G00.51.011", &DsnReader::keep_of_pay<&DsnPay::type>},
  {"S21.G00.51.013", &DsnReader::take_pay_amount},
  {"S21.G00.62.001", &DsnReader::take_contract_end},
  {"S21.G00.81.001", &DsnReader::begin_contribution},
  {"S21.G00.81.003", &DsnReader::take_contribution<&DsnContributionLine::base>},
  {"S21.G00.81.004", &DsnReader::take_contribution<&DsnContributionLine::amount>},
  {"S21.G00.82.001", &DsnReader::begin_other},
  {"S21.G00.82.002", &DsnReader::take_other_code},
  {"S21.G00.82.003", &DsnReader::take_other_day<&DsnEstablishmentAmount::from>},
  {"S21.G00.82.004", &DsnReader::take_other_day<&DsnEstablishmentAmount::to>},
  {"S90.G00.90.001", &DsnReader::take_said_rubrics},
  {"S90.G00.90.002", &DsnReader::take_said_declarations},
};

static_assert(std::ranges::is_sorted(DsnReader::k_takers, {}, &DsnReader::Taker::rubric));

const DsnReader::Taker* DsnReader::taker_of(std::string_view rubric)
{
  const auto* found = std::ranges::lower_bound(k_takers, rubric, {}, &Taker::rubric);
  const bool is_it = found != std::end(k_takers) && found->rubric == rubric;
  return is_it ? found : nullptr;
}

void DsnReader::take(const DsnRubric& rubric)
{
  m_rubric = rubric.name;
  ++m_rubrics;
  if (rubric.block == k_contract_block) {
    m_named = false; // the next number is of another person
  }
  if (const Taker* taker = taker_of(rubric.name)) {
    (this->*taker->take)(rubric.value);
  }
}

} // namespace

util::Result<DsnDeclarations> read_dsn(std::string_view text, const std::string& name)
{
  return DsnReader(text, name).go();
}

} // namespace myatlas::formats

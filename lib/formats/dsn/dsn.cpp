#include "formats/dsn/dsn.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "formats/dsn/dsn_contract.hpp"
#include "formats/dsn/dsn_person.hpp"
#include "formats/dsn/dsn_rubric.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::string_view k_norms[] = {"P22V01", "P23V01", "P24V01", "P25V01", "P26V01"};
constexpr std::string_view k_counted_codes[] = {"128", "129", "130", "141"};
constexpr std::size_t k_most_problems = 100;

// What is kept as it stands of a declaration (S20.G00.05) and of a contract (S21.G00.40).
template <typename Of>
using DsnText = std::pair<std::string_view, std::string Of::*>;

constexpr DsnText<DsnDeclaration> k_declaration_texts[] = {{"002", &DsnDeclaration::type},
                                                           {"003", &DsnDeclaration::fraction},
                                                           {"004", &DsnDeclaration::order},
                                                           {"008", &DsnDeclaration::scope},
                                                           {"010", &DsnDeclaration::currency}};
constexpr DsnText<DsnContract> k_contract_texts[] = {{"007", &DsnContract::nature},
                                                     {"008", &DsnContract::device},
                                                     {"009", &DsnContract::number},
                                                     {"012", &DsnContract::reference},
                                                     {"013", &DsnContract::worked}};

template <typename Of, std::size_t N>
void keep_text(Of& into, const DsnText<Of> (&texts)[N], std::string_view field,
               std::string_view value)
{
  for (const auto& [number, member] : texts) {
    if (field == number) {
      into.*member = value;
    }
  }
}

// A contribution being read: its code comes before its base and amount.
struct Line
{
  std::string code;
  domain::Money base, amount;
};

class DsnReader
{
public:
  DsnReader(std::string_view text, const std::string& name) : m_text(text), m_name(name) {}

  util::Result<std::vector<DsnDeclaration>> go()
  {
    if (!begins_well()) {
      return error("dsn.form", {}, 1);
    }
    while (m_at < m_text.size() && m_problems.size() < k_most_problems) {
      take_line();
    }
    end_declaration();
    if (m_problems.empty()) {
      check_end();
    }
    if (!m_problems.empty()) {
      return m_problems;
    }
    return std::move(m_declarations);
  }

private:
  // "S10.G00…" or, of a concentrator, "S05…"; a byte order mark may stand before it.
  bool begins_well()
  {
    if (m_text.starts_with("\xEF\xBB\xBF")) {
      m_at = 3;
    }
    return m_text.size() > m_at + 15 && m_text[m_at] == 'S' &&
           util::is_digits(m_text.substr(m_at + 1, 2)) && m_text.substr(m_at + 3, 2) == ".G";
  }

  util::Error error(const char* code, std::vector<std::string> arguments, std::uint64_t line) const
  {
    arguments.insert(arguments.begin(), m_name);
    return {code, std::move(arguments), {m_name, 0, line, ""}};
  }

  void problem(const char* code, std::vector<std::string> arguments)
  {
    util::Error told = error(code, std::move(arguments), m_line);
    told.where.column = m_rubric;
    m_problems.push_back(told);
  }

  void take_line()
  {
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    std::string_view line = m_text.substr(m_at, end - m_at);
    m_at = end + 1;
    ++m_line;
    if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    if (line.empty()) {
      return;
    }
    const std::optional<DsnRubric> rubric = rubric_in(line);
    m_rubric = rubric ? std::string(line.substr(0, 14)) : "";
    if (!rubric) {
      problem("dsn.line", {});
      return;
    }
    ++m_rubrics;
    take(rubric->block, rubric->field, rubric->value);
  }

  domain::Money amount(std::string_view value)
  {
    const util::Result<domain::Money> money = domain::Money::parse(value);
    if (!money) {
      problem("dsn.amount", {m_rubric, std::string(value)});
      return {};
    }
    return *money;
  }

  std::optional<domain::Date> date(std::string_view value) // JJMMAAAA
  {
    const std::optional<domain::Date> day = dsn_date(value);
    if (!day) {
      problem("dsn.date", {m_rubric, std::string(value)});
    }
    return day;
  }

  void take(std::string_view block, std::string_view field, std::string_view value)
  {
    using Taker = void (DsnReader::*)(std::string_view field, std::string_view value);
    static constexpr std::pair<std::string_view, Taker> k_blocks[] = {
      {"S10.G00.00", &DsnReader::take_sending},      {"S20.G00.05", &DsnReader::take_declaration},
      {"S21.G00.06", &DsnReader::take_company},      {"S21.G00.11", &DsnReader::take_establishment},
      {"S21.G00.30", &DsnReader::take_individual},   {"S21.G00.40", &DsnReader::take_contract},
      {"S21.G00.62", &DsnReader::take_contract_end}, {"S21.G00.51", &DsnReader::take_pay},
      {"S21.G00.81", &DsnReader::take_contribution}, {"S21.G00.82", &DsnReader::take_other},
      {"S90.G00.90", &DsnReader::take_total},
    };
    const auto known =
      std::ranges::find(k_blocks, block, [](const auto& pair) { return pair.first; });
    if (known != std::end(k_blocks)) {
      (this->*known->second)(field, value);
    }
  }

  void take_sending(std::string_view field, std::string_view value)
  {
    if (field == "005") {
      m_test = value == "01";
    } else if (field == "006") {
      m_norm = value;
      if (!is_one_of(value, k_norms)) {
        problem("dsn.norm", {m_norm});
      }
    }
  }

  void begin_declaration(std::string_view nature)
  {
    end_declaration();
    m_open = true;
    m_now = {};
    m_now.file = m_name;
    m_now.line = m_line;
    m_now.norm = m_norm;
    m_now.test = m_test;
    m_now.nature = nature;
  }

  void take_declaration(std::string_view field, std::string_view value)
  {
    if (field == "001") {
      begin_declaration(value);
    } else if (field == "005") {
      if (const auto first = date(value)) {
        m_now.month = {first->year(), first->month()};
      }
    } else if (field == "007") {
      const auto made = date(value);
      m_now.made = made ? made->text() : "";
    } else {
      keep_text(m_now, k_declaration_texts, field, value);
    }
  }

  void take_company(std::string_view field, std::string_view value)
  {
    if (field == "001") {
      m_siren = value;
    } else if (field == "015") {
      m_now.idcc = value;
    }
  }

  void take_nic(std::string_view nic)
  {
    const std::string number = m_siren + std::string(nic);
    const util::Result<domain::Siret> siret = domain::Siret::parse(number);
    if (siret) {
      m_now.siret = *siret;
    } else {
      m_told = true;
      problem("dsn.siret", {number});
    }
  }

  void take_establishment(std::string_view field, std::string_view value)
  {
    if (field == "001") {
      take_nic(value);
    } else if (field == "004") {
      m_now.postcode = value;
    } else if (field == "022") {
      m_now.idcc = value;
    }
  }

  // By the NIR (001) or, where there is none, by the number of the employer (020).
  void take_individual(std::string_view field, std::string_view value)
  {
    if (field == "001" || (field == "020" && !m_named)) {
      end_individual();
      m_people.insert(std::string(value));
      m_named = true;
    }
  }

  void take_contract(std::string_view field, std::string_view value)
  {
    m_named = false; // the next number is of another person
    if (field == "001") {
      m_person.contracts.emplace_back();
      m_person.contracts.back().start = date(value);
    }
    if (!m_person.contracts.empty()) {
      keep_text(m_person.contracts.back(), k_contract_texts, field, value);
    }
  }

  void take_contract_end(std::string_view field, std::string_view value)
  {
    if (field == "001" && !m_person.contracts.empty()) {
      m_person.contracts.back().end = date(value);
    }
  }

  void take_pay(std::string_view field, std::string_view value)
  {
    if (field == "001") {
      m_person.pays.emplace_back();
    }
    if (m_person.pays.empty()) {
      return;
    }
    DsnPay& pay = m_person.pays.back();
    if (field == "010") {
      pay.contract = value;
    } else if (field == "011") {
      pay.type = value;
    } else if (field == "013") {
      pay.amount = amount(value);
    }
  }

  void take_contribution(std::string_view field, std::string_view value)
  {
    if (field == "001") {
      end_contribution();
      m_contribution = Line{std::string(value), {}, {}};
    } else if (m_contribution && is_one_of(m_contribution->code, k_counted_codes) &&
               (field == "003" || field == "004")) {
      domain::Money& told = field == "003" ? m_contribution->base : m_contribution->amount;
      told = amount(value);
    }
  }

  void take_other(std::string_view field, std::string_view value)
  {
    if (field == "001") {
      m_now.others.push_back({"", amount(value), "", ""});
    }
    if (m_now.others.empty()) {
      return;
    }
    DsnEstablishmentAmount& other = m_now.others.back();
    if (field == "002") {
      other.code = value;
    } else if (field == "003" || field == "004") {
      const auto day = date(value);
      std::string& told = field == "003" ? other.from : other.to;
      told = day ? day->text() : "";
    }
  }

  void take_total(std::string_view field, std::string_view value)
  {
    if (field == "001") {
      m_said = value;
    } else if (field == "002") {
      m_ended = true;
    }
  }

  void end_contribution()
  {
    if (m_contribution && is_one_of(m_contribution->code, k_counted_codes)) {
      DsnContribution& sum = m_now.contributions[m_contribution->code];
      sum.base = sum.base + m_contribution->base;
      sum.amount = sum.amount + m_contribution->amount;
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
    if (!m_open) {
      return;
    }
    m_now.individuals = static_cast<int>(m_people.size());
    m_people.clear();
    m_open = false;
    if (m_now.nature == "01" && !m_told) {
      look_for_keys();
    }
    m_told = false;
    m_declarations.push_back(std::move(m_now));
  }

  // The month and the establishment.
  void look_for_keys()
  {
    const bool has_month = m_now.month.year != 0;
    if (!has_month || m_now.siret.number() == 0) {
      m_rubric = has_month ? "S21.G00.11.001" : "S20.G00.05.005";
      problem("dsn.lacks", {m_rubric});
    }
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

  std::string_view m_text;
  const std::string& m_name;
  std::size_t m_at = 0;
  std::uint64_t m_line = 0, m_rubrics = 0;
  std::string m_rubric, m_siren, m_norm, m_said;
  bool m_test = false, m_open = false, m_ended = false;
  bool m_named = false; // the person being read has its number
  bool m_told = false;  // that the SIRET of this declaration is wrong
  DsnDeclaration m_now;
  std::set<std::string> m_people;
  DsnPerson m_person; // that is being read
  std::optional<Line> m_contribution;
  std::vector<DsnDeclaration> m_declarations;
  util::Errors m_problems;
};

} // namespace

util::Result<std::vector<DsnDeclaration>> read_dsn(std::string_view text, const std::string& name)
{
  return DsnReader(text, name).go();
}

} // namespace myatlas::formats

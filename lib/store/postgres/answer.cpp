#include <array>
#include <bit>
#include <charconv>

#include "store/postgres/connection.hpp"

// Values on their way to the server and back.
namespace myatlas::store::postgres {

namespace {

std::string in_network_order(std::int64_t number)
{
  auto bits = std::bit_cast<std::uint64_t>(number);
  std::string bytes(sizeof bits, '\0');
  for (auto at = bytes.rbegin(); at != bytes.rend(); ++at, bits >>= 8U) {
    *at = static_cast<char>(bits & 0xFFU);
  }
  return bytes;
}

util::MachineError of_another_kind()
{
  return util::MachineError(util::Error{"store.corrupt", {"store", "a value of another kind"}});
}

std::int64_t number_in(std::string_view text)
{
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) {
    throw of_another_kind(); // a sum that has a fraction, or more than 64 bits
  }
  return number;
}

} // namespace

Parameter parameter_of(const Cell& cell)
{
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    return {.type = Type::integer, .is_null = false, .bytes = in_network_order(*number)};
  }
  if (const auto* text = std::get_if<std::string_view>(&cell)) {
    return {.type = Type::text, .is_null = false, .bytes = std::string(*text)};
  }
  return {};
}

Parameter parameter_of_bytes(std::string_view bytes)
{
  return {.type = Type::bytes, .is_null = false, .bytes = std::string(bytes)};
}

std::string_view Answer::bytes(int row, int column) const
{
  const int size = m_library->length(m_result.get(), row, column);
  return {m_library->value(m_result.get(), row, column), static_cast<std::size_t>(size)};
}

Cell Answer::cell(int row, int column) const
{
  if (m_library->is_null(m_result.get(), row, column) != 0) {
    return {};
  }
  const std::string_view text = bytes(row, column);
  switch (static_cast<Type>(m_library->type(m_result.get(), column))) {
  case Type::integer:
  case Type::middle_integer:
  case Type::small_integer:
  case Type::numeric:
    return number_in(text);
  case Type::boolean:
    return std::int64_t{text == "t"};
  case Type::text:
    return text;
  default:
    throw of_another_kind();
  }
}

std::int64_t Answer::changed() const
{
  const std::string_view told = m_library->changed(m_result.get());
  return told.empty() ? 0 : number_in(told);
}

} // namespace myatlas::store::postgres

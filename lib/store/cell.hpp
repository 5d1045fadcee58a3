#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "util/result.hpp"

namespace myatlas::store {

// A value on its way to a statement; text is not copied and must outlive the call.
using Cell = std::variant<std::monostate, std::int64_t, std::string_view>;
using Cells = std::span<const Cell>;

inline Cell cell(const std::optional<std::int64_t>& value)
{
  return value ? Cell(*value) : Cell();
}

inline Cell cell(const std::optional<std::string>& value)
{
  return value ? Cell(std::string_view(*value)) : Cell();
}

// How a type stands in a column: `Bind bind(const T&)` and `T read(const Row&, column)`. Those of
// numbers, texts and what may be missing are here, those of the domain in codecs.hpp.
template <typename T>
struct Codec;

// A cell that keeps what it is made of: a text that was made to be bound is its own, one that lies
// elsewhere is looked at and must outlive the call.
class Bind
{
public:
  Bind() = default; // null
  Bind(const Cell& cell);
  Bind(std::int64_t number) : m_value(number) {}
  Bind(std::string_view text) : m_value(text) {}
  Bind(std::string&& text) : m_value(std::move(text)) {}
  template <typename T>
  Bind(const T& value) : Bind(Codec<T>::bind(value))
  {
  }

  Cell cell() const
  {
    if (const auto* own = std::get_if<std::string>(&m_value)) {
      return std::string_view(*own);
    }
    if (const auto* text = std::get_if<std::string_view>(&m_value)) {
      return *text;
    }
    const auto* number = std::get_if<std::int64_t>(&m_value);
    return number == nullptr ? Cell() : Cell(*number);
  }
  // The text it keeps; none: it keeps none.
  std::string* own() { return std::get_if<std::string>(&m_value); }
  void keep(); // the text it looks at becomes its own

private:
  std::variant<std::monostate, std::int64_t, std::string_view, std::string> m_value;
};

std::vector<Cell> cells_of(std::span<const Bind> binds); // as long as the binds last

inline util::MachineError damaged_store(const char* what)
{
  return util::MachineError(util::Error{"store.corrupt", {"store", what}});
}

// What was checked before it was written is read back as it is; what can no longer be read so is
// damage: thrown as store.corrupt.
template <typename T>
T as_stored(util::Result<T> found)
{
  if (!found) {
    throw damaged_store("a value that cannot be");
  }
  return *std::move(found);
}

// One row of an answer, values in the order of the select.
class Row
{
public:
  using Value = std::variant<std::monostate, std::int64_t, std::string>;
  explicit Row(std::vector<Value> values) : m_values(std::move(values)) {}

  bool is_null(std::size_t column) const { return m_values[column].index() == 0; }
  // A value of another kind than its column has is damage: thrown as store.corrupt.
  std::int64_t integer(std::size_t column) const { return value<std::int64_t>(column); }
  const std::string& text(std::size_t column) const { return value<std::string>(column); }
  std::optional<std::int64_t> maybe_integer(std::size_t column) const;
  std::optional<std::string> maybe_text(std::size_t column) const;
  // By its codec: get<domain::Siret>(0), get<std::optional<domain::Date>>(1).
  template <typename T>
  T get(std::size_t column) const
  {
    return Codec<T>::read(*this, column);
  }
  // The text as `parse` reads it: a date, a state, an identifier.
  template <typename Parse>
  auto read(std::size_t column, Parse parse) const
  {
    return as_stored(parse(text(column)));
  }

private:
  template <typename T>
  const T& value(std::size_t column) const
  {
    const T* found = std::get_if<T>(&m_values[column]);
    if (found == nullptr) {
      throw damaged_store("a value of another kind");
    }
    return *found;
  }

  std::vector<Value> m_values;
};

template <std::integral T>
struct Codec<T> // a bool is 1 or 0
{
  static Bind bind(T value) { return {static_cast<std::int64_t>(value)}; }
  static T read(const Row& row, std::size_t column) { return static_cast<T>(row.integer(column)); }
};

template <typename T>
concept TextLike = std::is_convertible_v<const T&, std::string_view>;

template <TextLike T>
struct Codec<T>
{
  static Bind bind(const T& text) { return {std::string_view(text)}; }
  static const std::string& read(const Row& row, std::size_t column) { return row.text(column); }
};

template <typename T>
struct Codec<std::optional<T>> // null: none
{
  static Bind bind(const std::optional<T>& value)
  {
    return value ? Codec<T>::bind(*value) : Bind();
  }
  static std::optional<T> read(const Row& row, std::size_t column)
  {
    return row.is_null(column) ? std::nullopt : std::optional<T>(Codec<T>::read(row, column));
  }
};

} // namespace myatlas::store

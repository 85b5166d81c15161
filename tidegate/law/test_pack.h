// A pack small enough to see through, for tests.
#pragma once

#include <string>
#include <string_view>

namespace tidegate::law {

struct TestPack {
  std::string definitions = "";
  std::string rules =
      R"({"id": "r", "title": {"en": "r", "zh": "r"}, "when": "true", "then": {"route": "free"}})";
  std::string counters =
      R"({"id": "n", "label": {"en": "n", "zh": "n"}, "unit": "persons", "sum": "item.persons - item.held",
          "where": "item.personal and not item.set_aside", "plus": ["before"]})";
  std::string more = "";  // further keys, each followed by a comma

  std::string json() const {
    const std::string head = R"json({
 "format": "tidegate-pack/1", "id": "test", "version": "1", "law": "XX", "title": {"en": "t", "zh": "t"},
 "from": "2020-01-01", "reviewed_until": "2030-01-01", "utc_offset_minutes": 0, "called_when": "place = XX",
 "routes": [{"id": "free", "rank": 0, "class": "free", "label": {"en": "free", "zh": "免"}},
            {"id": "paper", "rank": 1, "class": "procedure", "label": {"en": "paper", "zh": "备"}},
            {"id": "no", "rank": 2, "class": "stop", "label": {"en": "no", "zh": "禁"}, "shows_exemptions": false}],
 "duties": [{"code": "tell", "says": {"en": "tell", "zh": "告知"}, "cites": ["L1 art.2"]},
            {"code": "keep", "says": {"en": "keep", "zh": "留存"}}],
 "gates": [{"code": "gate", "says": {"en": "gate", "zh": "关"}}],
 "exemptions": [{"code": "small", "says": {"en": "small", "zh": "小"}}],
 "doubts": [{"code": "unclear", "says": {"en": "unclear", "zh": "不明"}}],
 "instruments": [{"id": "L1", "title": {"en": "law one", "zh": "法一"}, "from": "2020-01-01", "to": "2025-01-01", "grade": "T"},
                 {"id": "L2", "title": {"en": "law two", "zh": "法二"}, "from": "2025-01-01", "grade": "T"}],
 "provisions": [{"code": "L1 art.1", "instrument": "L1", "superseded_by": "L2 art.3", "says": {"en": "one", "zh": "一"}, "grade": "T", "source": "s"},
                {"code": "L1 art.2", "instrument": "L1", "says": {"en": "two", "zh": "二"}, "grade": "T", "source": "s"},
                {"code": "L2 art.3", "instrument": "L2", "says": {"en": "three", "zh": "三"}, "grade": "T", "source": "s"},
                {"code": "L2 art.3(1)", "instrument": "L2", "from": "2026-01-01", "says": {"en": "four", "zh": "四"}, "grade": "S", "source": "s"}],
 "parameters": [{"id": "limit", "unit": "persons", "label": {"en": "limit", "zh": "限"},
                 "values": [{"to": "2024-01-01", "value": 10}, {"from": "2024-01-01", "value": 100}]}],
 "questions": [{"id": "q", "ask": {"en": "a?", "zh": "甲？"}, "why": {"en": "w", "zh": "因"}, "flag": "--a",
                "answers": [{"word": "no", "says": {"en": "not a", "zh": "非甲"}, "facts": {"a": false}},
                            {"word": "yes", "says": {"en": "a", "zh": "甲"}, "facts": {"a": true}}]}],
 "facts": [{"id": "place", "type": "symbol", "label": {"en": "place", "zh": "地"}, "asserted_by": "exporter"},
           {"id": "a", "type": "bool", "label": {"en": "a", "zh": "甲"}, "asserted_by": "exporter",
            "may_change": true, "change_cost": 5, "change_to": ["false"], "change_text": {"en": "drop a", "zh": "去甲"}},
           {"id": "b", "type": "bool", "label": {"en": "b", "zh": "乙"}, "asserted_by": "exporter", "claimed": true},
           {"id": "kind", "type": "enum", "values": ["x", "y"], "label": {"en": "kind", "zh": "类"}, "asserted_by": "exporter", "when_no": "x"},
           {"id": "day", "type": "date", "label": {"en": "day", "zh": "日"}, "asserted_by": "exporter"},
           {"id": "before", "type": "int", "label": {"en": "before", "zh": "前"}, "asserted_by": "exporter"},
           {"id": "item.personal", "type": "bool", "label": {"en": "personal", "zh": "个"}, "asserted_by": "scan"},
           {"id": "item.odd", "type": "bool", "label": {"en": "odd", "zh": "奇"}, "asserted_by": "scan"},
           {"id": "item.held", "type": "int", "label": {"en": "held", "zh": "已"}, "asserted_by": "scan"},
           {"id": "item.persons", "type": "int", "label": {"en": "persons", "zh": "人"}, "asserted_by": "scan",
            "may_change": true, "change_cost": 1, "change_text": {"en": "persons", "zh": "人数"}}],
 "registers": [{"id": "whole", "title": {"en": "r", "zh": "册"}, "coverage": "complete", "entries": [{"key": "AA", "to": "2024-01-01"}, {"key": "BB"}]},
               {"id": "part", "title": {"en": "r", "zh": "册"}, "coverage": "partial", "entries": [{"key": "CC"}]}],
)json";
    return head + more + " \"counters\": [" + counters + "],\n \"definitions\": [" + definitions +
           "],\n \"rules\": [" + rules + "]\n}\n";
  }
};

// One rule: what stands between the quotes of `when`, and the object of `then`; more keys begin with a comma.
inline std::string rule_json(std::string_view id, std::string_view when, std::string_view then,
                             std::string_view more = "") {
  return "{\"id\": \"" + std::string(id) + "\", \"title\": {\"en\": \"t\", \"zh\": \"t\"}, \"when\": \"" +
         std::string(when) + "\", \"then\": " + std::string(then) + std::string(more) + "}";
}

}  // namespace tidegate::law

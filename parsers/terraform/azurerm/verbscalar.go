package azurerm

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"moat/analyzer/value"
)

// pair is one row of a map verb: private=None.
type pair struct{ from, to string }

func pairs(arg string) []pair {
	var out []pair
	for p := range strings.SplitSeq(arg, ",") {
		from, to, _ := strings.Cut(p, "=")
		out = append(out, pair{from, to})
	}
	return out
}

// literal is a word of a map verb as a value of the attribute's kind.
func (r *row) literal(word string) value.Value {
	if r.kind == kindBool {
		return value.NewBool(word == "true", nil)
	}
	return text(word)
}

// mapped looks a word up. The schema takes no other words than those of the
// table, so that the last one is left for what is none of the others.
func mapped(in input) []value.Value {
	ps := pairs(in.row.arg)
	if value.IsKnown(in.v) {
		for _, p := range ps {
			if value.Equal(in.v, in.row.literal(p.from)) == value.Yes {
				return []value.Value{keep(text(p.to), in.v)}
			}
		}
		return []value.Value{in.v} // the provider refuses it
	}
	out := keep(text(ps[len(ps)-1].to), in.v)
	for _, p := range slices.Backward(ps[:len(ps)-1]) {
		cond := in.v
		if in.row.kind != kindBool {
			cond = call(value.TypeBool, "equals", in.v, text(p.from))
		} else if p.from == "false" {
			cond = value.NewNot(in.v, nil)
		}
		out = value.NewIf(cond, keep(text(p.to), in.v), out, in.v.Origin())
	}
	return []value.Value{out}
}

func mappedBack(r *row, out []value.Value) ([]value.Value, bool) {
	for _, p := range pairs(r.arg) {
		if len(out) == 1 && value.EqualID(out[0], text(p.to)) == value.Yes {
			return []value.Value{keep(r.literal(p.from), out[0])}, true
		}
	}
	return nil, false
}

func both(in input) []value.Value { return []value.Value{in.v, in.v} }

func bothBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 2 || out[0] == nil || out[1] == nil || value.Equal(out[0], out[1]) != value.Yes {
		return nil, false
	}
	return out[:1], true
}

// whenTrue sends nothing for false.
func whenTrue(in input) []value.Value {
	if b, ok := in.v.(value.Bool); ok {
		if !b.Bool() {
			return []value.Value{nil}
		}
		return []value.Value{in.v}
	}
	return []value.Value{value.NewIf(in.v, keep(value.NewBool(true, nil), in.v), value.NewNull(nil), in.v.Origin())}
}

// unless sends nothing for the value in the row.
func unless(in input) []value.Value {
	skip := in.row.skipped()
	switch value.Equal(in.v, skip) {
	case value.Yes:
		return []value.Value{nil}
	case value.No:
		return []value.Value{in.v}
	}
	return []value.Value{value.NewIf(call(value.TypeBool, "equals", in.v, skip), value.NewNull(nil), in.v, in.v.Origin())}
}

func (r *row) skipped() value.Value {
	v, err := parseLiteral(r.arg)
	if err != nil {
		panic("internal error: " + r.dotted + ": " + err.Error())
	}
	return v
}

func unlessBack(r *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	if out[0] == nil {
		return []value.Value{r.skipped()}, true
	}
	return out, value.Equal(out[0], r.skipped()) != value.Yes
}

// sentWith sends the value only where another attribute is written, or has one
// of the values in the row.
func sentWith(in input) []value.Value {
	other := in.with[0]
	if other == nil {
		return []value.Value{nil}
	}
	if in.row.arg == "" {
		return []value.Value{in.v}
	}
	var conds []value.Value
	for word := range strings.SplitSeq(in.row.arg, ",") {
		switch value.EqualID(other, text(word)) {
		case value.Yes:
			return []value.Value{in.v}
		case value.Maybe:
			conds = append(conds, call(value.TypeBool, "equals", other, text(word)))
		}
	}
	if conds == nil {
		return []value.Value{nil}
	}
	return []value.Value{sentIf(value.NewOr(nil, conds...), in.v)}
}

func constWhenTrue(in input) []value.Value {
	return []value.Value{sentIf(in.v, keep(text(in.row.arg), in.v))}
}

// sentIf is v where cond holds, and nothing where it doesn't.
func sentIf(cond, v value.Value) value.Value {
	if b, ok := cond.(value.Bool); ok {
		if b.Bool() {
			return v
		}
		return nil
	}
	return value.NewIf(cond, v, value.NewNull(nil), cond.Origin())
}

func constWhenTrueBack(r *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 || out[0] == nil || value.EqualID(out[0], text(r.arg)) != value.Yes {
		return nil, false
	}
	return []value.Value{value.NewBool(true, out[0].Origin())}, true
}

func wrapList(in input) value.Value {
	return value.NewArray([]value.Value{in.v}, in.v.Origin())
}

func wrapListBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	a, ok := out[0].(value.Array)
	if !ok || a.Open() || len(a.Items()) != 1 {
		return nil, false
	}
	return a.Items(), true
}

const csvSeparator = ", "

// joinCSV makes one text of a set.
func joinCSV(in input) value.Value {
	a, ok := in.v.(value.Array)
	if !ok || a.Open() {
		return call(value.TypeString, "join", in.v, text(csvSeparator))
	}
	var pieces []value.Piece
	for i, it := range a.Items() {
		if i > 0 {
			pieces = append(pieces, value.Piece{Lit: csvSeparator})
		}
		pieces = append(pieces, piece(it))
	}
	return keep(value.NewText(pieces, in.v.Origin()), in.v)
}

func joinCSVBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	s, ok := out[0].(value.String)
	if !ok {
		return nil, false
	}
	items := []value.Value{}
	for word := range strings.SplitSeq(s.String(), ",") {
		if word = strings.TrimSpace(word); word != "" {
			items = append(items, keep(text(word), s))
		}
	}
	return []value.Value{value.NewArray(items, s.Origin())}, true
}

// piece is a value as a part of a text.
func piece(v value.Value) value.Piece {
	if s, ok := v.(value.String); ok && !s.Secret() {
		return value.Piece{Lit: s.String()}
	}
	if s, ok := value.Render(v, false); ok && !v.Secret() {
		return value.Piece{Lit: s}
	}
	return value.Piece{Hole: v}
}

// location is the name of a region as Azure writes it. Of an unknown name no
// more is known than that; comparing two is no harder for it.
func location(in input) value.Value {
	s, ok := in.v.(value.String)
	if !ok {
		return in.v
	}
	return keep(text(strings.ToLower(strings.ReplaceAll(s.String(), " ", ""))), s)
}

// parseJSON reads JSON text. Text that is none, or isn't known, stays as it is.
func parseJSON(in input) value.Value {
	switch v := in.v.(type) {
	case value.String:
		dec := json.NewDecoder(strings.NewReader(v.String()))
		dec.UseNumber()
		out, ok := decodeJSON(dec, v.Origin(), 0)
		if _, err := dec.Token(); !ok || err == nil {
			return v
		}
		return keep(out, v)
	case value.Unknown:
		for _, name := range [...]string{"string", "tf.jsonencode"} {
			if args, ok := value.AsCall(v, name); ok && len(args) == 1 {
				return args[0]
			}
		}
		return call(value.TypeAny, "json", v)
	}
	return in.v
}

const maxJSONDepth = 128

func decodeJSON(dec *json.Decoder, o *value.Origin, depth int) (value.Value, bool) {
	token, err := dec.Token()
	if err != nil || depth > maxJSONDepth {
		return nil, false
	}
	switch t := token.(type) {
	case nil:
		return value.NewNull(o), true
	case bool:
		return value.NewBool(t, o), true
	case string:
		return value.NewString(t, o), true
	case json.Number:
		if i, err := t.Int64(); err == nil {
			return value.NewInt(i, o), true
		}
		f, err := t.Float64()
		return value.NewFloat(f, o), err == nil
	}
	var members []value.Member
	var items []value.Value
	for dec.More() {
		var key string
		if token == json.Delim('{') {
			name, err := dec.Token()
			if err != nil {
				return nil, false
			}
			key, _ = name.(string)
		}
		v, ok := decodeJSON(dec, o, depth+1)
		if !ok {
			return nil, false
		}
		members = append(members, value.Member{Key: key, Value: v})
		items = append(items, v)
	}
	if _, err := dec.Token(); err != nil {
		return nil, false
	}
	if token == json.Delim('{') {
		return value.WithOrigin(object(members), o), true
	}
	return value.NewArray(items, o), true
}

func parseJSONBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 || !value.IsKnown(out[0]) {
		return nil, false
	}
	return []value.Value{keep(text(string(value.AppendJSON(nil, out[0], value.JSONOptions{}))), out[0])}, true
}

// unixTime is a time of day as seconds since 1970.
func unixTime(in input) value.Value {
	s, ok := in.v.(value.String)
	if !ok {
		return call(value.TypeInt, "dateTimeToEpoch", in.v)
	}
	t, err := time.Parse(time.RFC3339, s.String())
	if err != nil {
		return in.v // the provider refuses it
	}
	return keep(value.NewInt(t.Unix(), nil), s)
}

func unixTimeBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	i, ok := out[0].(value.Int)
	if !ok {
		return nil, false
	}
	return []value.Value{keep(text(time.Unix(i.Int(), 0).UTC().Format(time.RFC3339)), i)}, true
}

// storageSKU is name and tier of a storage account's SKU: Standard, V2 and LRS
// make StandardV2_LRS.
func storageSKU(in input) []value.Value {
	replication := in.with[0]
	if replication == nil {
		return []value.Value{nil, in.v}
	}
	pieces := []value.Piece{piece(in.v)}
	if model := in.with[1]; model != nil {
		pieces = append(pieces, piece(model))
	}
	pieces = append(pieces, value.Piece{Lit: "_"}, piece(replication))
	o := replication.Origin()
	if value.IsKnown(replication) && !value.IsKnown(in.v) {
		o = in.v.Origin()
	}
	return []value.Value{value.NewText(pieces, o), in.v}
}

func storageSKUBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) == 0 {
		return nil, false
	}
	s, ok := out[0].(value.String)
	if !ok {
		return nil, false
	}
	tier, replication, ok := strings.Cut(s.String(), "_")
	if !ok {
		return nil, false
	}
	tier, v2 := strings.CutSuffix(tier, "V2")
	back := []value.Value{keep(text(tier), s), keep(text(replication), s), nil}
	if v2 {
		back[2] = keep(text("V2"), s)
	}
	return back, true
}

// splitSKU is name and capacity: Developer_1 is one unit of Developer.
func splitSKU(in input) []value.Value {
	s, ok := in.v.(value.String)
	if !ok {
		parts := call(value.TypeArray, "split", in.v, text("_"))
		return []value.Value{
			call(value.TypeString, "first", parts),
			call(value.TypeInt, "int", call(value.TypeString, "last", parts)),
		}
	}
	name, units, _ := strings.Cut(s.String(), "_")
	n, err := strconv.ParseInt(units, 10, 64)
	if err != nil {
		return []value.Value{keep(text(name), s), nil}
	}
	return []value.Value{keep(text(name), s), keep(value.NewInt(n, nil), s)}
}

func splitSKUBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 2 {
		return nil, false
	}
	name, ok := out[0].(value.String)
	units, isInt := out[1].(value.Int)
	if !ok || !isInt {
		return nil, false
	}
	return []value.Value{keep(text(name.String()+"_"+strconv.FormatInt(units.Int(), 10)), name)}, true
}

package fn_test

import (
	"testing"

	"moat/parsers/template/fn"
)

func TestEncodings(t *testing.T) {
	runRows(t, []row{
		{"base64", a("one, two, three"), `"b25lLCB0d28sIHRocmVl"`},
		{"base64ToString", a("b25lLCB0d28sIHRocmVl"), `"one, two, three"`},
		{"base64ToJson", a("eydvbmUnOiAnYScsICd0d28nOiAnYid9"), `{"one":"a","two":"b"}`},
		{"dataUri", a("Hello"), `"data:text/plain;charset=utf8;base64,SGVsbG8="`},
		{"dataUriToString", a("data:;base64,SGVsbG8sIFdvcmxkIQ=="), `"Hello, World!"`},
		{"dataUriToString", a("data:,a%20b"), `"a b"`},
		{"uriComponent", a("UB*8h 0+=_)9h9n"), `"UB%2A8h%200%2B%3D_%299h9n"`},
		{"uriComponentToString", a("%20%25%20"), `" % "`},
		{"uriComponentToString", a("100% %C3%A9%"), `"100% é%"`},
		{"uri", a("https://github.com", "Azure/bicep"), `"https://github.com/Azure/bicep"`},
		{"uri", a("http://contoso.org/firstpath", "myscript.sh"), `"http://contoso.org/myscript.sh"`},
		{"uri", a("http://contoso.org/firstpath/", "myscript.sh"), `"http://contoso.org/firstpath/myscript.sh"`},
		{"uri", a("http://contoso.org/firstpath/azuredeploy.json", "/myscript.sh"), `"http://contoso.org/myscript.sh"`},
		{"buildUri", a(pairs{"scheme", "https", "host", "example.com", "port", 8443, "path", "a/b", "query", "x=1"}), `"https://example.com:8443/a/b?x=1"`},
		{"parseUri", a("https://example.com:8443/a/b?x=1"), `{"scheme":"https","host":"example.com","port":8443,"path":"/a/b","query":"?x=1"}`},
		{"json", a("{a: 'x', /* c */ \"b\": [1, 2.5, null,], 'a': true}"), `{"a":true,"b":[1,2.5,null]}`},
		{"json", a("null"), `null`}, {"json", a("\"text\""), `"text"`}, {"json", a("1.5"), `1.5`},
	})
}

func TestDates(t *testing.T) {
	runRows(t, []row{
		{"dateTimeFromEpoch", a(1680224438), `"2023-03-31T01:00:38Z"`},
		{"dateTimeToEpoch", a("2023-03-31T01:00:38Z"), `1680224438`},
		{"dateTimeToEpoch", a("2023-03-31T03:00:38.5+02:00"), `1680224438`},
		{"dateTimeAdd", a("2023-03-31T01:00:38Z", "P1D"), `"2023-04-01T01:00:38Z"`},
		{"dateTimeAdd", a("2023-01-01 00:00:00Z", "P1Y"), `"2024-01-01T00:00:00Z"`},
		{"dateTimeAdd", a("2024-01-01 00:00:00Z", "P1Y"), `"2024-12-31T00:00:00Z"`},
		{"dateTimeAdd", a("2023-02-01 00:00:00Z", "P1M"), `"2023-03-03T00:00:00Z"`},
		{"dateTimeAdd", a("2024-02-01 00:00:00Z", "P1M"), `"2024-03-02T00:00:00Z"`},
		{"dateTimeAdd", a("2020-04-07 14:53:14Z", "-P9DT1H"), `"2020-03-29T13:53:14Z"`},
		{"dateTimeAdd", a("2020-04-07T14:53:14Z", "PT96H", "yyyy-MM-ddTHH:mm:ss.fffZ"), `"2020-04-11T14:53:14.000Z"`},
		{"dateTimeAdd", a("2020-04-07T14:53:14Z", "PT0.25S", "ddd d MMMM yy, h:mm tt FFF"), `"Tue 7 April 20, 2:53 PM 25"`},
		{"dateTimeAdd", a("2020-04-07T14:53:14Z", "P1W", "u"), `"2020-04-14 14:53:14Z"`},
		{"dateTimeAdd", a("2020-04-07T14:53:14Z", "P1D", "o"), `"2020-04-08T14:53:14.0000000Z"`},
		{"dateTimeAdd", a("2020-04-07T14:53:14Z", "P1D", "R"), `"Wed, 08 Apr 2020 14:53:14 GMT"`},
		{"dateTimeAdd", a("2020-04-07T14:53:14Z", "PT0S", "'week' ss.FFF é"), `"week 14 é"`},
	})
}

func TestNetworks(t *testing.T) {
	runRows(t, []row{
		{"cidrSubnet", a("10.144.0.0/20", 24, 0), `"10.144.0.0/24"`}, {"cidrSubnet", a("10.144.0.0/20", 24, 15), `"10.144.15.0/24"`},
		{"cidrSubnet", a("fdad:3236:5555::/48", 52, 1), `"fdad:3236:5555:1000::/52"`},
		{"cidrSubnet", a("10.0.0.7/16", 16, 0), `"10.0.0.0/16"`},
		{"cidrHost", a("10.144.3.0/24", 0), `"10.144.3.1"`}, {"cidrHost", a("10.144.3.0/24", 253), `"10.144.3.254"`},
		{"cidrHost", a("fdad:3236:5555:3000::/52", 3), `"fdad:3236:5555:3000::4"`},
		{"parseCidr", a("10.144.0.0/20"), `{"network":"10.144.0.0","netmask":"255.255.240.0","broadcast":"10.144.15.255","firstUsable":"10.144.0.1","lastUsable":"10.144.15.254","cidr":20}`},
		{"parseCidr", a("fdad:3236:5555::/48"), `{"network":"fdad:3236:5555::","netmask":"ffff:ffff:ffff::","firstUsable":"fdad:3236:5555::","lastUsable":"fdad:3236:5555:ffff:ffff:ffff:ffff:ffff","cidr":48}`},
	})
}

func TestConversionFaults(t *testing.T) {
	for _, r := range []row{
		{"base64ToString", a("%%%"), ""}, {"json", a("{a: }"), ""}, {"json", a(""), ""}, {"json", a("{} {}"), ""}, {"dataUriToString", a("x"), ""},
		{"uri", a("relative", "x"), ""}, {"buildUri", a(pairs{"host", "x"}), ""}, {"parseUri", a("nothing"), ""},
		{"dateTimeAdd", a("2020-04-07", "P"), ""}, {"dateTimeAdd", a("2020-04-07", "PT"), ""}, {"dateTimeAdd", a("2020-04-07", "P1D1Y"), ""},
		{"dateTimeAdd", a("soon", "P1D"), ""}, {"dateTimeAdd", a("9999-12-31", "P2D"), ""}, {"dateTimeAdd", a("2020-04-07", "P1D", "'x"), ""},
		{"dateTimeFromEpoch", a(int64(1) << 60), ""}, {"dateTimeAdd", a("2020-04-07", "PTASDIONS1D"), ""},
		{"cidrSubnet", a("10.0.0.0/16", 8, 0), ""}, {"cidrSubnet", a("10.0.0.0/16", 24, 256), ""}, {"cidrSubnet", a("10.0.0.0/16", 24, -1), ""},
		{"cidrHost", a("10.144.3.0/24", 254), ""}, {"cidrHost", a("x", 1), ""}, {"parseCidr", a("10.0.0.0"), ""},
	} {
		if v, fault := try(t, fn.DefaultScope(fn.ResourceGroup), nil, r.name, r.args...); fault == nil {
			t.Errorf("%s%v gives %s and no fault", r.name, r.args, show(v))
		}
	}
}

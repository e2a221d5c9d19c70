package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PreviewTableTest {

    @Test
    void netsThatDifferInHowTheyStartAreOneRowAndTheirStartsFollow() throws Exception {
        String text = printed("""
                {"data": {"images": "1x28x28"}, "trials": 3, "first": [], "networks": [
                  {"architecture": "lenet-5", "parameters": 61706, "multiplies": 416520, "transfer": null},
                  {"architecture": "lenet-5", "parameters": 61706, "multiplies": 416520, "transfer": "features stay"},
                  {"architecture": "lenet-5", "parameters": 61706, "multiplies": 416520, "transfer": "all train on"}]}""");
        assertThat(text.lines().filter(line -> line.contains("lenet-5"))).hasSize(1);
        assertThat(text).contains("\ntransfer  features stay\ntransfer  all train on\n");
    }

    @Test
    void whereNothingIsTransferredNothingIsSaid() throws Exception {
        assertThat(printed("""
                        {"data": {"images": "1x28x28"}, "trials": 1, "first": [], "networks": [
                          {"architecture": "lenet-5", "parameters": 61706, "multiplies": 416520, "transfer": null}]}""")).contains("lenet-5").doesNotContain("transfer");
    }

    private static String printed(String answer) throws Exception {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        new PreviewTable(new ObjectMapper().readTree(answer)).print(out);
        out.flush();
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}

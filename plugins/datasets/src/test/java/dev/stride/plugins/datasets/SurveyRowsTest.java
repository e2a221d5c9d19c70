package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.spi.ChannelSums;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SurveyRowsTest {

    @Property(tries = 100)
    void whatIsPutComesBackAndTheRowsBesideItStay(
            @ForAll @LongRange(min = 1) long pixels,
            @ForAll @Size(3) long[] values,
            @ForAll @Size(6) long[] products,
            @ForAll @Size(32) byte[] digest) {
        var rows = new SurveyRows(3, 3);
        rows.put(1, new ImageFacts(digest, new ChannelSums(pixels, values, products)));
        var read = new SurveyRows(3, rows.bytes());
        assertThat(read.isEmpty(0)).isTrue();
        assertThat(read.isEmpty(2)).isTrue();
        assertThat(read.isEmpty(1)).isFalse();
        assertThat(read.isUnreadable(1)).isFalse();
        assertThat(read.sums(1).pixels()).isEqualTo(pixels);
        assertThat(read.sums(1).values()).isEqualTo(values);
        assertThat(read.sums(1).products()).isEqualTo(products);
        assertThat(read.sha256(1)).isEqualTo(digest);
    }

    @Test
    void aRowSaysThatItsImageCannotBeRead() {
        var rows = new SurveyRows(1, 2);
        rows.putUnreadable(1);
        assertThat(rows.isUnreadable(1)).isTrue();
        assertThat(rows.isEmpty(1)).isFalse();
        assertThat(rows.isUnreadable(0)).isFalse();
    }
}
